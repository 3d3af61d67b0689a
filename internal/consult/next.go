package consult

import "time"

// Next gives what the next consultation of the kind begins with: all that is
// said, without what belongs to this meeting alone.
func (c Content) Next() Content {
	c.Meeting.Start, c.Meeting.End = time.Time{}, time.Time{}
	c.Registration.Opens, c.Registration.Closes = time.Time{}, time.Time{}
	c.WrittenInput.Until, c.Promise.By = time.Time{}, time.Time{}
	var links []Material
	for _, m := range c.Material {
		if m.File == "" {
			m.Added = time.Time{}
			links = append(links, m)
		}
	}
	c.Material = links
	return c
}
