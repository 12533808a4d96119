package org.opensy.mining.pool.web.live;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.live.LiveChannel;
import org.opensy.mining.pool.live.LiveHub;
import org.opensy.mining.pool.web.BadParameterException;

/** What a stream is asked for. */
final class StreamQuery {
  private static final String CHANNELS = "channels";
  private static final String FORM =
      "is a list of at most "
          + LiveHub.MOST_CHANNELS
          + " of stats, blocks, payments, shares and miner:<address>, separated by commas";

  private StreamQuery() {}

  /**
   * The channels.
   *
   * @throws BadParameterException if they are missing or anything else is asked for
   */
  static Set<LiveChannel> channels(Map<String, String[]> parameters, Network network) {
    for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
      if (!parameter.getKey().equals(CHANNELS)) {
        throw BadParameterException.unknown(parameter.getKey());
      }
      if (parameter.getValue().length > 1) {
        throw new BadParameterException(CHANNELS, "is there twice");
      }
    }
    if (!parameters.containsKey(CHANNELS)) {
      throw new BadParameterException(CHANNELS, FORM);
    }
    String[] names = parameters.get(CHANNELS)[0].split(",", LiveHub.MOST_CHANNELS + 1);
    if (names.length > LiveHub.MOST_CHANNELS) {
      throw new BadParameterException(CHANNELS, FORM);
    }
    return Arrays.stream(names).map(name -> channel(name, network)).collect(Collectors.toSet());
  }

  private static LiveChannel channel(String name, Network network) {
    return LiveChannel.parse(name, network)
        .orElseThrow(() -> new BadParameterException(CHANNELS, FORM));
  }
}
