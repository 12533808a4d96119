package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.reward.ProofVerdict.Proven;
import org.opensy.mining.pool.reward.ProofVerdict.Refuted;

/**
 * One verification of a proof. Sums are compared before anything is hashed, so that no node on the
 * way can overflow. Thread-safe.
 */
final class ProofCheck {
  private static final Amount MOST = Amount.MAX_MONEY;

  private final RewardProof proof;
  private final RewardContext context;
  private final SplitTotals totals;
  private final RewardRoot published;

  ProofCheck(RewardProof proof, RewardRoot published) {
    this.proof = proof;
    this.context = proof.context();
    this.totals = proof.context().totals();
    this.published = published;
  }

  ProofVerdict verdict() {
    Stream<Supplier<Optional<Refuted>>> looks =
        Stream.of(this::shape, this::range, this::sums, this::root, this::rules);
    return looks
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .map(ProofVerdict.class::cast)
        .findFirst()
        .orElseGet(this::amount);
  }

  private Optional<Refuted> shape() {
    if (proof.index() < 0 || proof.index() >= context.miners()) {
      return wrong(ProofFault.INDEX, proof.index(), "from 0 to below " + context.miners());
    }
    int needed = TreePath.siblings(proof.index(), context.miners()).size();
    return proof.siblings().size() == needed
        ? Optional.empty()
        : wrong(ProofFault.SIBLINGS, proof.siblings().size(), needed);
  }

  private Optional<Refuted> range() {
    for (Amount part :
        List.of(totals.reward(), totals.fee(), totals.operator(), totals.carriedOut())) {
      if (!part.isMoney()) {
        return wrong(ProofFault.RANGE, part.baseUnits(), "0 to " + MOST.baseUnits());
      }
    }
    Amount carried = totals.carriedIn();
    return carried.compareTo(MOST) <= 0 && carried.compareTo(MOST.negated()) >= 0
        ? Optional.empty()
        : wrong(ProofFault.RANGE, carried.baseUnits(), "-/+ " + MOST.baseUnits());
  }

  private Optional<Refuted> sums() {
    BigInteger work = proof.leaf().work();
    BigInteger amount = exact(proof.leaf().amount());
    for (SumNode sibling : proof.siblings()) {
      work = work.add(sibling.work());
      amount = amount.add(exact(sibling.amount()));
    }
    if (!work.equals(context.work()) || work.bitLength() > Preimage.WORK_BITS) {
      return wrong(ProofFault.TOTAL_WORK, context.work(), work + ", the sum along the way");
    }
    return amount.equals(totals.toMiners())
        ? Optional.empty()
        : wrong(ProofFault.TOTAL_AMOUNT, amount, totals.toMiners() + ", what the totals leave");
  }

  private Optional<Refuted> root() {
    List<TreePath.Side> sides = TreePath.siblings(proof.index(), context.miners());
    SumNode node = SumNode.leaf(proof.leaf());
    for (int i = 0; i < sides.size(); i++) {
      SumNode sibling = proof.siblings().get(i);
      node =
          switch (sides.get(i)) {
            case LEFT -> SumNode.inner(sibling, node);
            case RIGHT -> SumNode.inner(node, sibling);
          };
    }
    RewardRoot root = context.root(node);
    return root.equals(published) ? Optional.empty() : wrong(ProofFault.ROOT, root, published);
  }

  private Optional<Refuted> rules() {
    Amount most = part(context.work(), context.terms().fee());
    if (totals.operator().baseUnits() != 0) {
      return wrong(ProofFault.OPERATOR, totals.operator().baseUnits(), "0, miners worked");
    }
    if (totals.carriedOut().baseUnits() > context.miners()) {
      return wrong(
          ProofFault.CARRIED_OUT, totals.carriedOut().baseUnits(), "up to " + context.miners());
    }
    return totals.fee().compareTo(most) <= 0
        ? Optional.empty()
        : wrong(ProofFault.FEE, totals.fee().baseUnits(), "up to " + most.baseUnits());
  }

  private ProofVerdict amount() {
    BasisPoints fee = context.terms().fee();
    Amount charged = part(proof.leaf().work(), fee.rest());
    Amount feeFree = part(proof.leaf().work(), BasisPoints.ZERO.rest());
    Amount found = proof.leaf().amount();
    if (found.equals(charged)) {
      return new Proven(fee);
    }
    return found.equals(feeFree)
        ? new Proven(BasisPoints.ZERO)
        : new Refuted(
            ProofFault.AMOUNT,
            Long.toString(found.baseUnits()),
            charged.baseUnits() + ", or " + feeFree.baseUnits() + " without fee");
  }

  /** A part of all there was, which the sums have shown to be 0 or more. */
  private Amount part(BigInteger work, BasisPoints points) {
    Amount whole = totals.reward().plus(totals.carriedIn());
    return Splitter.part(whole, work, context.work(), points);
  }

  private static BigInteger exact(Amount amount) {
    return BigInteger.valueOf(amount.baseUnits());
  }

  private static Optional<Refuted> wrong(ProofFault fault, Object found, Object expected) {
    return Optional.of(new Refuted(fault, found.toString(), expected.toString()));
  }
}
