package org.opensy.mining.pool.act;

/**
 * What an act was answered with.
 *
 * @param status of HTTP; from 400 on nothing was done
 * @param text the JSON of the answer, may be empty; from 400 on a sentence that says why
 */
public record ActAnswer(int status, String text) {
  private static final int FIRST_REFUSAL = 400;
  private static final int FIRST_FAILURE = 500;

  /** Done, and there is nothing more to say: 204. */
  public static final ActAnswer DONE = new ActAnswer(204, "");

  /** Whether nothing was done. */
  public boolean isRefusal() {
    return status >= FIRST_REFUSAL;
  }

  /** Whether the pool could not say: the same request may be answered otherwise next time. */
  boolean isFailure() {
    return status >= FIRST_FAILURE;
  }
}
