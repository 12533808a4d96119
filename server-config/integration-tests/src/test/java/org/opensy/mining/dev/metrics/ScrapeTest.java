package org.opensy.mining.dev.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeTest {
  private static final String SHARES =
      """
      # HELP shares_total Shares
      # TYPE shares_total counter
      shares_total{status="valid"} 3
      shares_total{status="stale"} 1
      """;
  private static final String TIMES =
      """
      # HELP call_seconds Calls
      # TYPE call_seconds histogram
      call_seconds_bucket{le="1"} 2
      call_seconds_bucket{le="+Inf"} 2
      call_seconds_sum 0.5
      call_seconds_count 2
      """;

  @Test
  void aHistogramIsOneSeries() {
    Scrape scrape = new Scrape(SHARES + TIMES);
    assertThat(scrape.families().get("call_seconds").series()).isOne();
    assertThat(scrape.families().get("call_seconds").labels()).isEmpty();
    assertThat(scrape.families().get("shares_total").series()).isEqualTo(2);
    assertThat(scrape.families().get("shares_total").labels()).containsExactly("status");
  }

  @Test
  void aSelectorSelectsWhatPrometheusWould() {
    Scrape scrape = new Scrape(SHARES + TIMES);
    assertThat(scrape.has("shares_total")).isTrue();
    assertThat(scrape.has("shares_total{status=\"valid\"}")).isTrue();
    assertThat(scrape.has("shares_total{status!=\"valid\"}")).isTrue();
    assertThat(scrape.has("shares_total{status=~\"val.*|x\"}")).isTrue();
    assertThat(scrape.has("shares_total{status!~\"valid|stale\"}")).isFalse();
    assertThat(scrape.has("shares_total{status=\"lost\"}")).isFalse();
    assertThat(scrape.has("call_seconds")).isFalse();
    assertThat(scrape.has("call_seconds_bucket")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shares_total 1",
        "# TYPE shares_total counter",
        "# HELP a_total A\n# TYPE a_total counter\nb_total 1",
        "# HELP a_total A\n# TYPE a_total counter\na_total 1\na_total 2",
        "# HELP a_total A\n# TYPE a_total counter\na_total_sum 2",
      })
  void whatHasNoPlaceIsRefused(String text) {
    assertThatThrownBy(() -> new Scrape(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMetricOfTheOriginalThatIsMissingOrAnotherOneIsNoticed() {
    Scrape scrape = new Scrape(SHARES);
    ScrapeChecks.hasAll(Map.of("shares_total", "counter status"), scrape);
    for (String other : new String[] {"gauge status", "counter reason"}) {
      assertThatThrownBy(() -> ScrapeChecks.hasAll(Map.of("shares_total", other), scrape))
          .isInstanceOf(AssertionError.class);
    }
    assertThatThrownBy(() -> ScrapeChecks.hasAll(Map.of("x", "gauge"), scrape))
        .isInstanceOf(AssertionError.class);
  }
}
