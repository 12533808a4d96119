package org.opensy.mining.pool.web;

import org.opensy.mining.pool.ban.Ban;

/**
 * A ban, as the API shows it.
 *
 * @param subnet in the notation of CIDR
 * @param reason in words
 * @param by {@code automatic} or the operator's name
 * @param since ISO 8601, UTC
 * @param until ISO 8601, UTC
 */
public record BanView(String subnet, String reason, String by, String since, String until) {

  static BanView of(Ban ban) {
    return new BanView(
        ban.subnet().toString(),
        ban.reason(),
        ban.by(),
        ban.since().toString(),
        ban.until().toString());
  }
}
