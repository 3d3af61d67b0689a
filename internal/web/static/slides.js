// Leads through the slides with the keyboard: arrows, Page Up and Down, Home and
// End. Without it the page is scrolled, and prints one slide on each sheet.
'use strict'

const slides = [...document.querySelectorAll('.slide')]

const here = () => slides.findLastIndex((s, i) =>
  i === 0 || s.getBoundingClientRect().top < window.innerHeight / 3)

function show(n) {
  const slide = slides[Math.max(0, Math.min(slides.length - 1, n))]
  slide.scrollIntoView()
  slide.focus({ preventScroll: true })
}

const moves = {
  ArrowRight: () => show(here() + 1), PageDown: () => show(here() + 1),
  ArrowLeft: () => show(here() - 1), PageUp: () => show(here() - 1),
  Home: () => show(0), End: () => show(slides.length - 1),
}

document.addEventListener('keydown', event => {
  const move = moves[event.key]
  if (!move || event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input, textarea, select')) return
  event.preventDefault()
  move()
})
