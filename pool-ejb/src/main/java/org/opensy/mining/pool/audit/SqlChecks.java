package org.opensy.mining.pool.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Checks that one query each can answer: a row is a difference. Thread-safe. */
final class SqlChecks {
  /** Name of each check, what it counts, and a query for subject and difference. */
  private record Check(String count, String differences) {}

  private static final Map<String, Check> CHECKS = new LinkedHashMap<>();

  static {
    CHECKS.put(
        "events sum to zero",
        new Check(
            "select count(*) from money_events",
            """
            select e.key, 'postings sum to ' || coalesce(sum(p.amount)::text, 'nothing at all')
            from money_events e left join postings p on p.event_id = e.id
            group by e.id having sum(p.amount) is distinct from 0
            """));
    CHECKS.put(
        "balances are the sums of postings",
        new Check(
            "select count(*) from accounts",
            """
            select a.kind || ' of ' || coalesce(m.address, 'the pool'),
                   'balance ' || a.balance || ', postings ' || coalesce(sum(p.amount) * a.side, 0)
            from accounts a left join miners m on m.id = a.miner_id
                 left join postings p on p.account_id = a.id
            group by a.id, m.address having a.balance <> coalesce(sum(p.amount) * a.side, 0)
            """));
    CHECKS.put(
        "no miner's balance is negative",
        new Check(
            "select count(*) from accounts where kind like 'MINER\\_%'",
            """
            select a.kind || ' of ' || m.address, 'balance ' || a.balance
            from accounts a join miners m on m.id = a.miner_id where a.balance < 0
            """));
    CHECKS.put(
        "blocks are booked as their status says",
        new Check(
            "select count(*) from block_rewards",
            """
            with booked as (
              select b.id, b.hash, b.status,
                count(*) filter (where e.kind = 'BLOCK_CREDITED') as credited,
                count(*) filter (where e.kind = 'BLOCK_ORPHANED') as orphaned,
                count(*) filter (where e.kind = 'BLOCK_MATURED') as matured,
                count(*) filter (where e.kind = 'BLOCK_WRITTEN_OFF') as written_off
              from block_rewards r join blocks b on b.id = r.block_id
                   left join money_events e on e.kind like 'BLOCK\\_%' and split_part(e.key, ':', 2) = b.hash
              group by b.id)
            select hash, 'status ' || status || ', credited ' || credited || ', orphaned ' || orphaned
                   || ', matured ' || matured || ', written off ' || written_off
            from booked
            where credited - orphaned <> case when status = 'ORPHANED' then 0 else 1 end
               or matured <> case when status in ('MATURED', 'LOST', 'WRITTEN_OFF') then 1 else 0 end
               or written_off <> case when status = 'WRITTEN_OFF' then 1 else 0 end
               or status not in ('IMMATURE', 'ORPHANED', 'MATURED', 'LOST', 'WRITTEN_OFF')
            """));
    CHECKS.put(
        "miners are credited with their parts of blocks",
        new Check(
            "select count(*) from block_shares",
            """
            with parts as (
              select s.miner_id,
                     sum(s.amount) filter (where b.status = 'IMMATURE') as immature,
                     sum(s.amount) filter (where b.status in ('MATURED', 'LOST', 'WRITTEN_OFF')) as matured
              from block_shares s join blocks b on b.id = s.block_id group by s.miner_id),
            posted as (
              select a.miner_id,
                     -sum(p.amount) filter (where a.kind = 'MINER_IMMATURE') as immature,
                     -sum(p.amount) filter (where a.kind = 'MINER_PAYABLE' and e.kind = 'BLOCK_MATURED') as matured
              from accounts a join postings p on p.account_id = a.id join money_events e on e.id = p.event_id
              where a.kind in ('MINER_IMMATURE', 'MINER_PAYABLE') group by a.miner_id)
            select m.address, 'parts of immature and matured blocks ' || coalesce(x.immature, 0) || ' and '
                   || coalesce(x.matured, 0) || ', booked ' || coalesce(y.immature, 0) || ' and '
                   || coalesce(y.matured, 0)
            from parts x full join posted y using (miner_id) join miners m on m.id = miner_id
            where (coalesce(x.immature, 0), coalesce(x.matured, 0))
                  is distinct from (coalesce(y.immature, 0), coalesce(y.matured, 0))
            """));
    CHECKS.put(
        "PPS earnings are credited as they say",
        new Check(
            "select count(*) from pps_earnings",
            """
            with posted as (
              select a.miner_id, -sum(p.amount) as credited
              from money_events e join postings p on p.event_id = e.id join accounts a on a.id = p.account_id
              where e.kind = 'PPS_CREDITED' and a.kind = 'MINER_PAYABLE' group by a.miner_id)
            select m.address, 'credited ' || coalesce(x.credited, 0) || ' of '
                   || coalesce(div(x.earned, 4294967296), 0) || ', booked ' || coalesce(y.credited, 0)
            from pps_earnings x full join posted y using (miner_id) join miners m on m.id = miner_id
            where coalesce(x.credited, 0) <> coalesce(y.credited, 0)
               or coalesce(x.credited, 0) > div(coalesce(x.earned, 0), 4294967296)
            """));
    CHECKS.put(
        "payouts are booked as their status says",
        new Check(
            "select count(*) from payouts",
            """
            with outputs as (
              select o.miner_id,
                sum(o.amount) filter (where p.status in ('RESERVED', 'SUBMITTING')
                                         or p.status = 'NEEDS_REVIEW' and p.txid is null) as reserved,
                sum(o.amount) filter (where p.status in ('SUBMITTED', 'CONFIRMED')
                                         or p.status = 'NEEDS_REVIEW' and p.txid is not null) as paid
              from payout_outputs o join payouts p on p.id = o.payout_id group by o.miner_id),
            balances as (
              select miner_id, sum(balance) filter (where kind = 'MINER_RESERVED') as reserved,
                     sum(balance) filter (where kind = 'MINER_PAID') as paid
              from accounts where miner_id is not null group by miner_id)
            select m.address, 'payouts reserve ' || coalesce(x.reserved, 0) || ' and paid ' || coalesce(x.paid, 0)
                   || ', booked ' || coalesce(y.reserved, 0) || ' and ' || coalesce(y.paid, 0)
            from outputs x full join balances y using (miner_id) join miners m on m.id = miner_id
            where (coalesce(x.reserved, 0), coalesce(x.paid, 0))
                  is distinct from (coalesce(y.reserved, 0), coalesce(y.paid, 0))
            """));
    CHECKS.put(
        "payouts are the sums of their outputs",
        new Check(
            "select count(*) from payouts",
            """
            select p.reference, 'total ' || p.total || ', outputs ' || coalesce(sum(o.amount), 0)
            from payouts p left join payout_outputs o on o.payout_id = p.id
            group by p.id having p.total <> coalesce(sum(o.amount), 0)
            """));
    CHECKS.put(
        "paid, owed, fee and carried are what matured",
        new Check(
            "select count(*) from block_rewards",
            """
            with total as (select sum(balance * side) as net from accounts)
            select 'all accounts', 'what the pool has and what it owes differ by ' || net from total where net <> 0
            """));
  }

  private SqlChecks() {}

  static void run(Transaction transaction, AuditReport.Builder report) {
    CHECKS.forEach(
        (name, check) -> {
          report.compared(name, SqlQuery.of(check.count()).one(transaction, row -> row.number(1)));
          SqlQuery.of(check.differences())
              .walk(
                  transaction,
                  row -> {
                    report.found(name, row.text(1), row.text(2));
                    return true;
                  });
        });
  }
}
