package org.opensy.mining.pool.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.payout.MinerPayment;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.treasury.MoneyQueries;

/** What anybody may know of a miner: who knows the address may see its account. */
@Path("/miners")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MinerResource {
  private static final int PAYMENTS = 50;

  private final BiFunction<Address, Integer, Optional<MoneyQueries.MinerAccount>> accounts;
  private final Function<Address, Map<RewardScheme, Effort>> rounds;
  private final Network network;
  private final PayoutSettings.Terms terms;

  /** For the container's proxy. */
  protected MinerResource() {
    this(null, null, null, null);
  }

  @Inject
  public MinerResource(MoneyQueries money, PoolConfig config) {
    this(money::miner, money::efforts, config.chain().network(), config.payout().terms());
  }

  MinerResource(
      BiFunction<Address, Integer, Optional<MoneyQueries.MinerAccount>> accounts,
      Function<Address, Map<RewardScheme, Effort>> rounds,
      Network network,
      PayoutSettings.Terms terms) {
    this.accounts = accounts;
    this.rounds = rounds;
    this.network = network;
    this.terms = terms;
  }

  /**
   * A miner's account; amounts in SYL with 8 decimals, as text so that no reader rounds them.
   *
   * @param address canonical text
   * @param balance its money
   * @param minimumPayout from which balance it is paid
   * @param minimumPayoutSource whose word that is: pool, password, signature or operator
   * @param minimumPayoutSince when it was said, ISO 8601, UTC; empty for the pool's
   * @param efforts for each scheme that it works under, its work since its own last block over the
   *     network's difficulty
   * @param payments the latest, newest first
   */
  public record MinerView(
      String address,
      Balance balance,
      String minimumPayout,
      String minimumPayoutSource,
      String minimumPayoutSince,
      Map<String, String> efforts,
      List<Payment> payments) {}

  /**
   * A miner's money.
   *
   * @param immature parts of blocks that may still be orphaned
   * @param payable what the next payout may take
   * @param reserved set aside for payouts under way
   * @param paid sent so far
   */
  public record Balance(String immature, String payable, String reserved, String paid) {

    static Balance of(MinerBalance balance) {
      return new Balance(
          balance.immature().toString(),
          balance.payable().toString(),
          balance.reserved().toString(),
          balance.paid().toString());
    }
  }

  /**
   * A payment.
   *
   * @param at ISO 8601, UTC
   * @param amount what the miner was credited with
   * @param status reserved, submitting, submitted, confirmed, failed or needs_review
   * @param txid the transaction; empty until known
   */
  public record Payment(String at, String amount, String status, String txid) {

    static Payment of(MinerPayment payment) {
      return new Payment(
          payment.at().toString(),
          payment.amount().toString(),
          payment.status().name().toLowerCase(Locale.ROOT),
          payment.txid().map(Object::toString).orElse(""));
    }
  }

  /** A miner's account. */
  @GET
  @Path("/{address}")
  public MinerView miner(@PathParam("address") String text) {
    Address address = Inputs.address(text, network);
    MoneyQueries.MinerAccount account =
        accounts
            .apply(address, PAYMENTS)
            .orElseThrow(() -> new NotFoundException("Nobody has mined with this address."));
    Optional<MinimumPayout> own = account.minimumPayout();
    return new MinerView(
        address.toString(),
        Balance.of(account.balance()),
        own.map(minimum -> minimum.counting(terms)).orElse(terms.minimum()).toString(),
        own.map(minimum -> minimum.source().name().toLowerCase(Locale.ROOT)).orElse("pool"),
        own.map(minimum -> minimum.since().toString()).orElse(""),
        efforts(address),
        account.payments().stream().map(Payment::of).toList());
  }

  private Map<String, String> efforts(Address miner) {
    Map<String, String> efforts = new TreeMap<>();
    rounds
        .apply(miner)
        .forEach(
            (scheme, effort) ->
                efforts.put(scheme.lowerCaseName(), effort.ratio().toPlainString()));
    return efforts;
  }
}
