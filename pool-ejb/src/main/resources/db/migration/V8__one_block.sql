-- Blocks have one writer now, which moves a status only from the one that it has seen: no version is needed beside it.
-- Nothing is ever SUBMITTED: a block is FOUND until a node has answered. Instances of an older release must not run
-- beside this schema: they write the version.

update blocks set status = 'UNKNOWN' where status = 'SUBMITTED';

alter table blocks
  drop column version,
  drop constraint blocks_status_known,
  add constraint blocks_status_known check
    (status in ('FOUND', 'ACCEPTED', 'INCONCLUSIVE', 'REFUSED', 'UNKNOWN',
                'IMMATURE', 'MATURED', 'ORPHANED', 'LOST', 'WRITTEN_OFF'));
