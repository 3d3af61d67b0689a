// Lets a moderator mark words in the text of a view and mask them, instead of
// typing them into the form. The form works without it.
'use strict'

for (const help of document.querySelectorAll('[data-mask]')) {
  const area = help.querySelector('textarea')
  const button = help.querySelector('button')
  const told = help.querySelector('[aria-live]')
  const rows = document.querySelectorAll('input[name^="mask-"]')
  help.hidden = false

  // A text that can be read only is still marked with Shift and the arrows.
  button.addEventListener('click', () => {
    const words = area.value.slice(area.selectionStart, area.selectionEnd).trim()
    const row = [...rows].find((input) => input.value === words || input.value === '')
    if (words === '' || !row) {
      told.textContent = words === '' ? help.dataset.none : help.dataset.full
      return
    }
    row.value = words
    told.textContent = `${help.dataset.done} ${words}`
    document.querySelector(`select[name="${row.name.replace('mask', 'ground')}"]`)?.focus()
  })
}
