package org.opensy.mining.pool.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * How long work may be mined that no node confirms, and when a node that answers counts as away.
 *
 * @param outage after so long without fresh work miners are sent away
 * @param oldestTip a node whose best block is older is stuck; empty for any age. Not for regtest
 * @param mostBehind a node that knows so many more headers than blocks is still catching up
 */
public record WorkSettings(Duration outage, Optional<Duration> oldestTip, int mostBehind) {
  private static final int DAY = 1440;
  private static final int WEEK = 7 * DAY;

  static Supplier<WorkSettings> read(SettingsReader keys) {
    Setting<Integer> outage = keys.required("pool.node.outage-limit", SettingFormat.number(1, DAY));
    Setting<Integer> oldest = keys.required("pool.node.oldest-tip", SettingFormat.number(0, WEEK));
    Setting<Integer> behind = keys.required("pool.node.most-behind", SettingFormat.number(1, 1000));
    return () ->
        new WorkSettings(
            Duration.ofMinutes(outage.get()),
            Optional.of(Duration.ofMinutes(oldest.get())).filter(age -> !age.isZero()),
            behind.get());
  }
}
