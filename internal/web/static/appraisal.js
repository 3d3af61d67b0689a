// Saves the self-assessment while it is filled in. Without it, the button does.
const form = document.querySelector("form[data-autosave]");
if (form) {
  const status = form.querySelector("[role=status]");
  let timer;
  const save = async () => {
    const body = new URLSearchParams(new FormData(form));
    body.delete("sign");
    body.set("quiet", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      form.elements.saved.value = (await answer.json()).saved;
      status.textContent = form.dataset.autosave;
    } catch {
      status.textContent = form.dataset.failed;
    }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 3000); });
  form.addEventListener("submit", () => clearTimeout(timer));
}
