package org.opensy.mining.pool.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.opensy.mining.pool.history.BucketWidth;
import org.opensy.mining.pool.history.HistoryBucket;
import org.opensy.mining.pool.history.HistoryOf;
import org.opensy.mining.pool.history.HistoryQueries;
import org.opensy.mining.pool.report.Range;

/** What every series understands: {@code width} of its buckets, and what lists do. */
public class SeriesQuery {
  /** The most buckets of a part: more of them may not be in memory, and take their time. */
  static final int MOST = 200;

  @QueryParam("width")
  @DefaultValue("10m")
  private String width;

  @QueryParam("limit")
  @DefaultValue("144")
  private String limit;

  @QueryParam("cursor")
  private String cursor;

  @QueryParam("from")
  private String from;

  @QueryParam("to")
  private String to;

  /** For the container. */
  public SeriesQuery() {}

  /** The part that is asked for. */
  Page<PointView> of(HistoryQueries history, HistoryOf whose, Instant now) {
    BucketWidth buckets = width();
    int most = ListQuery.limit(limit, MOST);
    Range range = ListQuery.range(ListQuery.before(cursor), from, to, most + 1);
    List<HistoryBucket> found =
        history.series(whose, buckets, range.from(), ListQuery.end(range), most + 1);
    return Page.of(
        found,
        most,
        bucket -> bucket.begin().getEpochSecond(),
        bucket -> PointView.of(bucket, buckets.length(), now));
  }

  private BucketWidth width() {
    return switch (width) {
      case "10m" -> BucketWidth.TEN_MINUTES;
      case "1h" -> BucketWidth.HOUR;
      case "1d" -> BucketWidth.DAY;
      default -> throw new BadParameterException("width", "is 10m, 1h or 1d");
    };
  }
}
