package org.opensy.mining.pool.web;

import jakarta.ws.rs.BadRequestException;
import java.util.List;

/**
 * A part of a list.
 *
 * @param items in the order of the list
 * @param limit how many were asked for
 */
public record Page<T>(List<T> items, int limit) {

  /**
   * Reads how many are asked for.
   *
   * @throws BadRequestException unless it is a number from 1 to 100
   */
  static int limit(String text) {
    if (!text.matches("[1-9]\\d?|100")) {
      throw new BadRequestException("limit is a number from 1 to 100");
    }
    return Integer.parseInt(text);
  }
}
