-- What changed last is looked for every second or so, for live events.

create index blocks_changed on blocks (status_at, id);
create index payouts_changed on payouts (status_at, id);
