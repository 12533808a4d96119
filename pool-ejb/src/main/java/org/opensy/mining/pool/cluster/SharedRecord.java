package org.opensy.mining.pool.cluster;

/**
 * A record that all instances know.
 *
 * @param key by which it is replaced; any text
 * @param changedAt milliseconds since 1970; the later record of a key counts
 * @param forgottenAt milliseconds since 1970 from which it is of no use
 * @param text its content; any text
 */
public record SharedRecord(String key, long changedAt, long forgottenAt, String text) {

  /** As it is kept in Redis, without the key. */
  String stored() {
    return changedAt + " " + forgottenAt + " " + text;
  }

  static SharedRecord of(String key, String stored) {
    String[] parts = stored.split(" ", 3);
    return new SharedRecord(key, Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
  }
}
