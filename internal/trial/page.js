// Looks at a page from inside, for the steps of a visitor. Go wraps these
// functions in a closure of their own and keeps them where the page does not
// look, so the page never meets them.

const norm = (s) => (s || "").replace(/[\s\u00a0\u202f]+/g, " ").trim();

const visible = (e) =>
	e.getClientRects().length > 0 && e.checkVisibility({ visibilityProperty: true });

// The words of an element without those of the controls inside it.
function words(e) {
	if (e.matches?.("select, textarea, input, script, style, [hidden]")) return "";
	if (e.nodeType === Node.TEXT_NODE) return e.data;
	return [...e.childNodes]
		.filter((n) => n.nodeType === Node.TEXT_NODE || n.nodeType === Node.ELEMENT_NODE)
		.map((n) => (n.nodeType === Node.TEXT_NODE ? n.data : words(n)))
		.join(" ");
}

// What a person or a screen reader would call the control.
function nameOf(e) {
	const by = (e.getAttribute("aria-labelledby") || "")
		.split(/\s+/).map((id) => id && document.getElementById(id)).filter(Boolean);
	if (by.length) return norm(by.map(words).join(" "));
	if (norm(e.getAttribute("aria-label"))) return norm(e.getAttribute("aria-label"));
	if (e.labels?.length) return norm([...e.labels].map(words).join(" "));
	if (e.matches("input")) return norm(e.value || e.title);
	const images = [...e.querySelectorAll("img[alt], svg[aria-label]")];
	const text = norm(words(e));
	return text || norm(e.title) ||
		norm(images.map((i) => i.alt || i.getAttribute("aria-label")).join(" "));
}

const kinds = {
	field: "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image])," +
		" select, textarea",
	button: "button, input[type=submit], input[type=button], input[type=reset], summary," +
		" [role=button]",
	link: "a[href]",
};

const parts = "tr, li, dt, dd, dl > div, fieldset, details, article, section, form, aside, nav," +
	" figure, table, main, header, footer, body";

// The size of the smallest part of the page that holds the element and the text.
function closeness(e, text) {
	for (let p = e.parentElement?.closest(parts); p; p = p.parentElement?.closest(parts)) {
		const content = norm(p.textContent);
		if (content.includes(text)) return content.length;
	}
	return Infinity;
}

// The one control of the kind with the name; with a scope, the one nearest to it.
function seek(kind, name, scope) {
	const all = [...document.querySelectorAll(kinds[kind])]
		// A file or tick box may be hidden behind a label that stands for it.
		.filter((e) => visible(e) || [...(e.labels || [])].some(visible));
	const wanted = norm(name);
	const tests = [(n) => n === wanted, (n) => n.startsWith(wanted), (n) => n.includes(wanted)];
	let found = [];
	for (const test of tests) {
		found = all.filter((e) => test(nameOf(e)));
		if (scope) {
			const near = found.map((e) => [closeness(e, norm(scope)), e]);
			const least = Math.min(...near.map((n) => n[0]));
			found = least === Infinity ? [] : near.filter((n) => n[0] === least).map((n) => n[1]);
		}
		if (found.length) break;
	}
	if (found.length === 1) return { element: found[0] };
	// Links with one name and one goal are the same link.
	if (found.length && kind === "link" && new Set(found.map((e) => e.href)).size === 1)
		return { element: found[0] };
	const where = scope ? ` in the part with "${scope}"` : "";
	const names = [...new Set(all.map((e) => `"${nameOf(e)}"`))].join(", ");
	return {
		error: found.length
			? `${found.length} ${kind}s are called "${name}"${where}: say which with In`
			: `no ${kind} is called "${name}"${where}; the page has ${names || "none"}`,
	};
}

// Brings the control into view and says where it can be clicked.
function find(kind, name, scope) {
	const { element, error } = seek(kind, name, scope);
	if (error) return { error };
	if (element.disabled) return { error: `the ${kind} "${name}" is disabled` };
	const target = visible(element) ? element : [...element.labels].find(visible);
	target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
	const box = [...target.getClientRects()].find((r) => r.width > 0 && r.height > 0);
	if (!box) return { error: `the ${kind} "${name}" has no size` };
	const x = box.x + box.width / 2, y = box.y + box.height / 2;
	const hit = document.elementFromPoint(x, y);
	const ours = hit && (target.contains(hit) || hit.contains(target) ||
		[...(element.labels || [])].some((l) => l.contains(hit)));
	if (!ours) return { error: `the ${kind} "${name}" is covered by ${describe(hit)}` };
	return {
		x, y,
		kind: element.type || element.localName,
		href: element.href || "",
		on: !!element.checked,
	};
}

// Says which element it is, as a short selector.
function describe(e) {
	if (!e) return "nothing";
	let s = e.localName;
	if (e.id) return `${s}#${e.id}`;
	if (e.classList.length) s += "." + [...e.classList].join(".");
	if (e.getAttribute("name")) s += `[name=${e.getAttribute("name")}]`;
	const text = norm(e.textContent).slice(0, 40);
	return text ? `${s} "${text}"` : s;
}

// Empties a field for typing, or sets one that cannot be typed into.
function fill(label, scope, text) {
	const { element: e } = seek("field", label, scope);
	e.focus();
	if (/^(date|time|datetime-local|month|week|color|range)$/.test(e.type)) {
		e.value = text;
		if (e.value !== text) throw new Error(`the field takes "${e.value}" for "${text}"`);
		changed(e);
		return "set";
	}
	if (e.value !== "") {
		e.select();
		if (text === "") {
			e.value = "";
			changed(e);
			return "set";
		}
	}
	return text === "" ? "set" : "type";
}

// What stands in a field.
function content(label, scope) {
	return seek("field", label, scope).element.value;
}

// Marks words in a field that holds them.
function mark(label, scope, words) {
	const { element: e } = seek("field", label, scope);
	const at = e.value.indexOf(words);
	if (at < 0) return `"${label}" does not hold "${words}"`;
	e.focus();
	e.setSelectionRange(at, at + words.length);
	return "";
}

function changed(e) {
	e.dispatchEvent(new Event("input", { bubbles: true }));
	e.dispatchEvent(new Event("change", { bubbles: true }));
}

// Takes an entry of a list by its text.
function choose(label, scope, entry) {
	const { element: e } = seek("field", label, scope);
	if (e.localName !== "select") return `"${label}" is not a list`;
	const option = [...e.options].find((o) => norm(o.label || o.text) === norm(entry)) ||
		[...e.options].find((o) => norm(o.label || o.text).startsWith(norm(entry)));
	if (!option) return `the list has ${[...e.options].map((o) => `"${norm(o.text)}"`).join(", ")}`;
	e.focus();
	e.value = option.value;
	changed(e);
	return "";
}

// The page as it came and in the window that it has, without what is drawn anew for each
// visitor: addresses of the server, identities, tokens. Two pages of one fingerprint look and
// work the same.
function fingerprint() {
	const drawn = /(\b[a-z0-9]{4}\.)?(?=[\w-]*\d)[\w-]{20,}/g;
	return [innerWidth, innerHeight, location.pathname.replace(drawn, "#"),
		document.documentElement.outerHTML.replaceAll(location.host, "host").replace(drawn, "#"),
	].join("\n");
}

// What the page is made of: its elements with what decides how they look and work, without
// their words and addresses, and one of each kind among siblings. It is the same in both
// languages, and however many rows a table has.
function skeleton() {
	const kept = ["checked", "class", "disabled", "hidden", "inert", "open", "readonly", "role",
		"style", "tabindex", "type"];
	const bones = (e) => {
		const looks = kept.filter((a) => e.hasAttribute(a)).map((a) => `${a}=${e.getAttribute(a)}`);
		return [e.localName, e.hasAttribute("href"), ...looks, "(",
			...new Set([...e.children].map(bones)), ")"]
			.join(" ");
	};
	return [innerWidth, innerHeight, bones(document.documentElement)].join("\n");
}

// Runs axe-core, which has been loaded, and keeps what a report needs.
async function axeFindings(options) {
	const result = await axe.run(document, options);
	return result.violations.map((v) => ({
		rule: v.id,
		impact: v.impact || "",
		help: v.help,
		nodes: v.nodes.map((n) =>
			`${n.target.flat().join(" ")} ${n.html.slice(0, 160)}: ${norm(n.failureSummary)}`),
	}));
}

// The elements that make the page wider than the window.
function overflowing(width) {
	const root = document.scrollingElement;
	if (root.scrollWidth <= width) return [];
	const clipped = (e) => {
		for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
			if (getComputedStyle(p).overflowX !== "visible") return true;
		return false;
	};
	const wide = [...document.body.querySelectorAll("*")]
		.filter((e) => visible(e) && e.getBoundingClientRect().right > width + 0.5 && !clipped(e))
		.map((e) => `${describe(e)} ends at ${Math.round(e.getBoundingClientRect().right)}`);
	return wide.length ? wide.slice(-8) : [`the page is ${root.scrollWidth} wide`];
}

// What a walk by Tab has seen lies here, out of the page's own way.
const walk = (globalThis[Symbol.for("insyn.walk")] ??= { seen: new Set(), looks: new Map() });

const interactive = "a[href], area[href], button, input:not([type=hidden]), select, textarea," +
	" summary, iframe, audio[controls], video[controls], [contenteditable=true]," +
	" [tabindex]:not([tabindex^='-'])";

const usable = () =>
	[...document.querySelectorAll(interactive)].filter((e) =>
		visible(e) && !e.disabled && !e.closest("fieldset:disabled, [inert]") && e.tabIndex >= 0);

const lookOf = (e) => {
	const s = getComputedStyle(e);
	return [s.outlineStyle === "none" ? "" : s.outline, s.boxShadow, s.backgroundColor,
		s.borderColor, s.textDecoration].join("|");
};

// The elements on which the focus of e may be drawn: itself, its label, its row.
const bearers = (e) =>
	[e, ...(e.labels || []), e.nextElementSibling, e.parentElement, e.closest("fieldset, details")]
		.filter(Boolean);

function fromTop() {
	walk.seen = new Set();
	walk.looks = new Map();
	document.activeElement?.blur();
	// The next Tab starts from here, wherever the last click was.
	getSelection()?.removeAllRanges();
	const first = document.createElement("span");
	first.tabIndex = -1;
	document.body.prepend(first);
	first.focus({ preventScroll: true });
	first.remove();
	remember();
	return true;
}

// How many controls after the one with the focus are looked at anew after each
// press of Tab. The others look as they did when the walk began.
const ahead = 4;

// Remembers how what the walk has not reached looks without the focus: all of
// it when the walk begins, then what it may come to next, and what is new.
function remember() {
	const all = usable(), at = all.indexOf(document.activeElement);
	all.forEach((e, i) => {
		const near = at >= 0 && i > at && i <= at + ahead;
		if (!walk.seen.has(e) && (near || !walk.looks.has(e)))
			walk.looks.set(e, bearers(e).map(lookOf).join("\n"));
	});
}

// Says where Tab went, and whether that can be seen, and prepares for the next.
function afterTab() {
	const stop = stopped();
	remember();
	return stop;
}

function stopped() {
	const e = document.activeElement;
	if (!e || e === document.body || e === document.documentElement) return { name: "" };
	const name = `${e.localName} "${nameOf(e)}"`;
	if (walk.seen.has(e)) {
		const [first] = walk.seen;
		const inParts = /date|time|month|week/.test(e.type || "");
		return { name, again: true, first: e === first && (walk.seen.size > 1 || !inParts) };
	}
	walk.seen.add(e);
	return { name, problem: unseen(e) };
}

function unseen(e) {
	const before = walk.looks.get(e);
	if (before !== undefined && before === bearers(e).map(lookOf).join("\n"))
		return "the focus cannot be seen";
	const labels = [...(e.labels || [])];
	const boxes = [e, ...labels].flatMap((l) => [...l.getClientRects()])
		.filter((b) => b.width > 0 && b.height > 0);
	const hits = boxes.some((b) =>
		[[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([fx, fy]) => {
			const hit = document.elementFromPoint(b.x + b.width * fx, b.y + b.height * fy);
			return hit && (hit.contains(e) || [e, ...labels].some((l) => l.contains(hit)));
		}));
	return hits ? "" : "the control with the focus is out of sight";
}

// The controls that the walk did not reach. One choice of a group is enough.
function unreached() {
	const groups = new Set([...walk.seen].filter((e) => e.type === "radio").map((e) => e.name));
	return usable()
		.filter((e) => !walk.seen.has(e) && !(e.type === "radio" && groups.has(e.name)))
		.map(describe);
}

// Whether the control has the focus, or another choice of its group has.
function focused(kind, name, scope) {
	const { element } = seek(kind, name, scope);
	const active = document.activeElement;
	if (active === element) return "here";
	if (element?.type === "radio" && active?.type === "radio" && active.name === element.name &&
		active.form === element.form) return "group";
	return active === document.body || !active ? "nowhere" : "elsewhere";
}
