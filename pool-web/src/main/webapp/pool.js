'use strict';

const UNITS = ['', 'k', 'M', 'G', 'T', 'P'];

function scaled(value, unit) {
  let power = 0;
  let number = Number(value);
  while (number >= 1000 && power < UNITS.length - 1) {
    number /= 1000;
    power++;
  }
  return `${number.toLocaleString(undefined, { maximumFractionDigits: 1 })} ${UNITS[power]}${unit}`;
}

function known(value, show) {
  return value === undefined || value === null ? '–' : show(value);
}

function element(name, text) {
  const node = document.createElement(name);
  node.textContent = text;
  return node;
}

function showFigures(stats) {
  const figures = [
    ['Network', stats.network],
    ['Height', known(stats.height, (height) => height.toLocaleString())],
    ['Block difficulty', known(stats.chain.difficulty, (hashes) => scaled(hashes, 'hashes'))],
    ['Pool hash rate', known(stats.miners.hashrate, (rate) => scaled(rate, 'H/s'))],
    ['Miners', known(stats.miners.active, (miners) => miners.toLocaleString())],
    ['Workers', known(stats.miners.active_workers, (workers) => workers.toLocaleString())],
    ['Shares in an hour', known(stats.shares_last_hour, (shares) => shares.accepted.toLocaleString())],
    ['Refused in an hour', known(stats.shares_last_hour, (shares) => shares.rejected.toLocaleString())],
    ['Blocks accepted', known(stats.blocks, (blocks) => `${blocks.accepted} of ${blocks.found}`)],
  ];
  document.getElementById('figures').replaceChildren(...figures.map(([name, value]) => {
    const box = document.createElement('div');
    box.append(element('dt', name), element('dd', value));
    return box;
  }));
  document.getElementById('state').textContent = stats.chain.trouble
    ? `No fresh work: ${stats.chain.trouble}`
    : `As of ${new Date().toLocaleTimeString()}`;
}

function finder({ address, worker }) {
  return `${address.slice(0, 10)}…${address.slice(-6)} ${worker ?? ''}`;
}

function showBlocks(page) {
  const rows = page.items.map((block) => {
    const row = document.createElement('tr');
    row.append(
      element('td', block.height.toLocaleString()),
      element('td', new Date(block.found_at).toLocaleString()),
      element('td', finder(block.finder)),
      element('td', `${block.reward.amount} SYL`),
      element('td', block.status.reason ? `${block.status.name}: ${block.status.reason}` : block.status.name));
    row.title = `${block.status.text} ${block.hash}`;
    return row;
  });
  if (rows.length > 0) {
    document.getElementById('blocks').replaceChildren(...rows);
  }
}

async function json(path) {
  const response = await fetch(path, { cache: 'no-store' });
  if (!response.ok) {
    throw new Error(`${path} answers ${response.status}`);
  }
  return response.json();
}

async function refresh() {
  try {
    showFigures(await json('api/v1/pool'));
    showBlocks(await json('api/v1/pool/blocks?limit=10'));
  } catch (trouble) {
    document.getElementById('state').textContent = `No answer from the pool: ${trouble.message}`;
  } finally {
    setTimeout(refresh, 5000);
  }
}

refresh();
