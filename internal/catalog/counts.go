package catalog

// Counts are what is so of the datasets of a source: the facts that measures
// of open data are computed from.
type Counts struct {
	Datasets   int
	Conforming int // nothing in them breaks the Swedish profile
	Open       int // can be had under an open licence
	Machine    int // can be had in a form that programs read
	HighValue  int // say that they are of high value
	Obeying    int // of these, break nothing that is asked of such
	Points     int // of the assessment, of all together
	Links      int // addresses that have been looked at
	Alive      int // of these, answer as they should, or want no robots
}

// Add counts a dataset. Series and services are not counted.
func (c *Counts) Add(s Sheet) {
	if !s.Scored {
		return
	}
	c.Datasets++
	c.Points += s.Points
	for _, one := range []struct {
		is    bool
		count *int
	}{{s.Conforms, &c.Conforming}, {s.Open, &c.Open}, {s.Machine, &c.Machine},
		{s.HighValue, &c.HighValue}, {s.Obeys, &c.Obeying}} {
		if one.is {
			*one.count++
		}
	}
}

// AddLinks counts addresses by state. Who refuses robots has not refused a
// reader, and an address that has failed once may mend itself: both count as
// answering. What has not been looked at counts neither way.
func (c *Counts) AddLinks(states map[LinkState]int) {
	for state, n := range states {
		if state == Unchecked {
			continue
		}
		c.Links += n
		if state != Dead && state != Flapping {
			c.Alive += n
		}
	}
}

// Sum adds counts of another source.
func (c Counts) Sum(o Counts) Counts {
	return Counts{c.Datasets + o.Datasets, c.Conforming + o.Conforming, c.Open + o.Open,
		c.Machine + o.Machine, c.HighValue + o.HighValue, c.Obeying + o.Obeying,
		c.Points + o.Points, c.Links + o.Links, c.Alive + o.Alive}
}
