// Saves the self-assessment while it is filled in, and says in words whether it
// did. Without it, the button does.
const form = document.querySelector("form[data-autosave]");
if (form) {
  const status = form.querySelector("[role=status]");
  let timer, busy = Promise.resolve(), saving = false;
  const save = async () => {
    const body = new URLSearchParams(new FormData(form));
    body.delete("sign");
    body.set("quiet", "1");
    saving = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const { saved, problem } = await answer.json();
      if (!problem) form.elements.saved.value = saved;
      status.textContent = problem ? `${form.dataset.failed} ${problem}` : form.dataset.autosave;
    } catch {
      status.textContent = form.dataset.failed;
    }
    saving = false;
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { busy = busy.then(save); }, 1000);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault(); // what is under way arrives first: else the form meets its own saving
    busy.then(() => form.requestSubmit(event.submitter));
  });
}
