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

function element(name, text) {
  const node = document.createElement(name);
  node.textContent = text;
  return node;
}

function showFigures(stats) {
  const figures = [
    ['Network', stats.network],
    ['Height', stats.height.toLocaleString()],
    ['Block difficulty', scaled(stats.chain.difficulty, 'hashes')],
    ['Pool hash rate', scaled(stats.miners.hashrate, 'H/s')],
    ['Miners', stats.miners.logged_in.toLocaleString()],
    ['Shares accepted', stats.shares.accepted.toLocaleString()],
    ['Shares rejected', stats.shares.rejected.toLocaleString()],
    ['Blocks accepted', `${stats.blocks.accepted} of ${stats.blocks.found}`],
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

function showBlocks(page) {
  const rows = page.items.map((block) => {
    const row = document.createElement('tr');
    row.append(
      element('td', block.height.toLocaleString()),
      element('td', new Date(block.found_at).toLocaleString()),
      element('td', `${block.address.slice(0, 10)}…${block.address.slice(-6)} ${block.worker}`),
      element('td', `${block.reward} SYL`),
      element('td', block.reason ? `${block.status}: ${block.reason}` : block.status));
    row.title = block.hash;
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
    showFigures(await json('api/v1/pool/stats'));
    showBlocks(await json('api/v1/pool/blocks?limit=10'));
  } catch (trouble) {
    document.getElementById('state').textContent = `No answer from the pool: ${trouble.message}`;
  } finally {
    setTimeout(refresh, 5000);
  }
}

refresh();
