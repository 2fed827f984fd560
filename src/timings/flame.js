const bars = [...document.querySelectorAll('.bar')].map(bar => ({
  bar,
  left: parseFloat(bar.getAttribute('x')),
  width: parseFloat(bar.getAttribute('width')),
  level: Number(bar.getAttribute('y')),
}));
// Four decimals are written: what differs by less is the same.
const ALMOST = 0.001;
const lookInto = ({ left, width, level }) => {
  for (const each of bars) {
    const isAround = each.level < level && each.left <= left + ALMOST
      && each.left + each.width >= left + width - ALMOST;
    const isInside = each.level >= level && each.left >= left - ALMOST
      && each.left + each.width <= left + width + ALMOST;
    each.bar.style.display = isAround || isInside ? '' : 'none';
    each.bar.classList.toggle('around', isAround);
    each.bar.setAttribute('x', (isAround ? 0 : (each.left - left) / width * 100) + '%');
    each.bar.setAttribute('width', (isAround ? 100 : each.width / width * 100) + '%');
  }
};
for (const each of bars.filter(({ width }) => width > 0)) {
  each.bar.addEventListener('click', () => lookInto(each));
  each.bar.addEventListener('keydown', event => event.key === 'Enter' && lookInto(each));
}
document.getElementById('hint').textContent += ' Choose a bar to look into it, the topmost to see all.';
