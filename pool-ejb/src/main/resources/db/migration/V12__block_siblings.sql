-- Of the blocks of ours on one block, one is under way at a time. The others, its siblings, are kept back: they go out if
-- it is refused or loses its race, and are given up once it is buried.

alter table blocks
  -- hash of the block before it, out of the header and in its byte order
  add column parent text generated always as (substr(block_hex, 9, 64)) stored,
  drop constraint blocks_status_known,
  add constraint blocks_status_known check
    (status in ('FOUND', 'SIBLING', 'ACCEPTED', 'INCONCLUSIVE', 'REFUSED', 'UNKNOWN', 'SUPERSEDED',
                'IMMATURE', 'MATURED', 'ORPHANED', 'LOST', 'WRITTEN_OFF'));

create index blocks_parent on blocks (parent);
create index blocks_siblings on blocks (found_at) where status = 'SIBLING';
