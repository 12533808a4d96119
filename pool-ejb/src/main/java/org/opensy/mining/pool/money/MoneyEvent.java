package org.opensy.mining.pool.money;

import java.util.LinkedHashMap;
import java.util.Map;
import org.opensy.mining.pool.chain.Amount;

/**
 * Something that happened to money, once: postings that sum to zero under a key of their own.
 * Thread-safe.
 *
 * @param key names the business event, such as {@code block-credited:<hash>:1}
 * @param kind what happened
 * @param note for people; may be empty
 * @param postings a debit (positive) or credit (negative) for each account; none of them zero
 */
public record MoneyEvent(String key, EventKind kind, String note, Map<Account, Amount> postings) {

  /**
   * Takes a copy.
   *
   * @throws IllegalArgumentException if there is nothing to post or it does not sum to zero
   */
  public MoneyEvent {
    postings = Map.copyOf(postings);
    Amount sum = postings.values().stream().reduce(Amount.ZERO, Amount::plus);
    if (postings.isEmpty() || sum.baseUnits() != 0) {
      throw new IllegalArgumentException("not balanced: " + key + " by " + sum);
    }
  }

  /** An event without postings yet. */
  public static Builder of(EventKind kind, String subject) {
    return new Builder(kind, kind.keyPrefix() + ":" + subject);
  }

  /** Gathers postings; those of one account are added up. Not thread-safe. */
  public static final class Builder {
    private final EventKind kind;
    private final String key;
    private final Map<Account, Amount> postings = new LinkedHashMap<>();
    private String note = "";

    private Builder(EventKind kind, String key) {
      this.kind = kind;
      this.key = key;
    }

    /** What people read beside it. */
    public Builder note(String text) {
      note = text;
      return this;
    }

    /** What the pool has or owes grows or, by a negative amount, shrinks. */
    public Builder increase(Account account, Amount amount) {
      return post(account, account.kind().isAsset() ? amount : amount.negated());
    }

    /** What the pool has or owes shrinks. */
    public Builder decrease(Account account, Amount amount) {
      return increase(account, amount.negated());
    }

    private Builder post(Account account, Amount amount) {
      postings.merge(account, amount, Amount::plus);
      return this;
    }

    /** Whether nothing would be posted. */
    public boolean isEmpty() {
      return postings.values().stream().allMatch(Amount.ZERO::equals);
    }

    /**
     * The event.
     *
     * @throws IllegalArgumentException if there is nothing to post or it does not sum to zero
     */
    public MoneyEvent build() {
      Map<Account, Amount> something = new LinkedHashMap<>(postings);
      something.values().removeIf(Amount.ZERO::equals);
      return new MoneyEvent(key, kind, note, something);
    }
  }
}
