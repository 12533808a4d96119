-- How many blocks a miner has found is asked for by its address.

create index blocks_miner on blocks (miner_id);
