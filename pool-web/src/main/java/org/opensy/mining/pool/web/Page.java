package org.opensy.mining.pool.web;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items in the order of the list
 * @param limit how many were asked for
 */
public record Page<T>(List<T> items, int limit) {}
