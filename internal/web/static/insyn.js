// Small help for those who have scripts. Every page works without it.
'use strict'

// Says how many characters are left of a text, aloud when one stops typing,
// once a fifth or less of the room is left.
for (const area of document.querySelectorAll('textarea[data-count]')) {
  const left = document.createElement('p')
  left.className = 'hint'
  left.setAttribute('aria-live', 'polite')
  area.after(left)
  let timer
  const count = () => {
    const room = area.maxLength - area.value.length
    const number = room.toLocaleString(document.documentElement.lang)
    left.textContent = room <= area.maxLength / 5 ? `${number} ${area.dataset.count}` : ''
  }
  area.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(count, 400) })
  count()
}

// Copies the text of the element that a button names.
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
    button.textContent = button.dataset.copied
  })
}

// Leads a reader of a refused form to the list of what to mend.
document.getElementById('errors')?.focus()
