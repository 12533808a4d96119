/**
 * The files in {@code docker/}: looked at, and their steps carried out without a container engine.
 */
package org.opensy.mining.dev.container;
