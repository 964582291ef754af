package session

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"nabij/vision/scene"
)

// Swap says that two people's names were exchanged for a while. It is an
// addition: the scenes stay as they were recorded, and reading applies it.
type Swap struct {
	A, B     string
	From, To time.Duration // both included
}

// name returns the right name for one that was recorded at the time at.
func (s *Swap) name(name string, at time.Duration) string {
	switch {
	case at < s.From || at > s.To:
	case name == s.A:
		return s.B
	case name == s.B:
		return s.A
	}
	return name
}

// span implements change.
func (s *Swap) span() (from, to time.Duration) { return s.From, s.To }

// change is a correction that puts names right.
type change interface {
	// name returns the right name for one that was recorded at the time at.
	name(name string, at time.Duration) string
	// span is the time in which it counts, both ends included.
	span() (from, to time.Duration)
}

// change returns what a correction does to names; nil for another one.
func (c *Correction) change() change {
	switch {
	case c.Swap != nil:
		return c.Swap
	case c.Name != nil:
		return c.Name
	}
	return nil
}

// applyTo puts the names of a scene right, leaving its lists in the order of
// the names, as they are when nothing has to be put right.
func applyTo(sc *scene.Scene, s change) {
	if from, to := s.span(); sc.At < from || sc.At > to {
		return
	}
	sc.People = slices.Clone(sc.People)
	if swap, is := s.(*Swap); is { // the same person stays in the same place
		if a, b := sc.Find(swap.A), sc.Find(swap.B); a != nil && b != nil {
			*a, *b = *b, *a
		}
	}
	for i := range sc.People {
		sc.People[i].Name = s.name(sc.People[i].Name, sc.At)
	}
	sc.Pairs = slices.Clone(sc.Pairs)
	for i := range sc.Pairs {
		sc.Pairs[i].A, sc.Pairs[i].B = s.name(sc.Pairs[i].A, sc.At), s.name(sc.Pairs[i].B, sc.At)
	}
	inOrder(sc)
	sc.Borders = slices.Clone(sc.Borders)
	for i := range sc.Borders {
		sc.Borders[i].Person = s.name(sc.Borders[i].Person, sc.At)
	}
	sc.Notices = slices.Clone(sc.Notices)
	for i := range sc.Notices {
		sc.Notices[i].People = slices.Clone(sc.Notices[i].People)
		for j, name := range sc.Notices[i].People {
			sc.Notices[i].People[j] = s.name(name, sc.At)
		}
	}
}

// inOrder puts the pairs of a scene in the order of its people.
func inOrder(sc *scene.Scene) {
	place := func(name string) int {
		return slices.IndexFunc(sc.People, func(p scene.Person) bool { return p.Name == name })
	}
	for i := range sc.Pairs {
		if p := &sc.Pairs[i]; place(p.B) < place(p.A) {
			p.A, p.B = p.B, p.A
		}
	}
	slices.SortStableFunc(sc.Pairs, func(p, q scene.Pair) int {
		return cmp.Or(cmp.Compare(place(p.A), place(q.A)), cmp.Compare(place(p.B), place(q.B)))
	})
}

// Correction is one addition that changes what reading gives. Exactly one of
// its pointers is set.
type Correction struct {
	Made   time.Time // wall clock
	By     string    `json:",omitempty"`
	Swap   *Swap     `json:",omitempty"`
	Moment *Edit     `json:",omitempty"`
	Name   *Naming   `json:",omitempty"`
}

// Edit puts a moment in place of one that was kept before.
type Edit struct {
	ID      int64 // of the moment
	Removed bool  `json:",omitempty"`
	To      keptMoment
}

// Corrections returns the additions in the order in which they were made.
func (r *Record) Corrections() ([]Correction, error) {
	kept, err := r.corrections()
	var list []Correction
	for _, k := range kept {
		list = append(list, k.Correction)
	}
	return list, err
}

// numbered is a correction and the number of its entry.
type numbered struct {
	seq int64
	Correction
}

func (r *Record) corrections() ([]numbered, error) {
	entries, err := r.texts(entryCorrection)
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.seq, b.seq) })
	var list []numbered
	for _, e := range entries {
		n := numbered{seq: e.seq}
		if err := unmarshalText(e.data, &n.Correction); err != nil {
			return list, fmt.Errorf("record %q: %w at entry %d: %w", r.path, ErrDamaged, e.seq, err)
		}
		list = append(list, n)
	}
	return list, err
}

// Moments returns the marked moments as they are after all corrections, in
// the order of their times.
func (r *Record) Moments() ([]scene.Moment, error) {
	entries, err := r.texts(entryMoment)
	moments := make([]scene.Moment, 0, len(entries))
	for _, e := range entries {
		var m keptMoment
		if err := unmarshalText(e.data, &m); err != nil {
			return moments, fmt.Errorf("record %q: %w at entry %d: %w", r.path, ErrDamaged, e.seq, err)
		}
		moments = append(moments, m.moment(e.seq))
	}
	if err == nil {
		moments, err = r.correctMoments(moments)
	}
	slices.SortStableFunc(moments, func(a, b scene.Moment) int { return cmp.Compare(a.At, b.At) })
	return moments, err
}

func (r *Record) correctMoments(moments []scene.Moment) ([]scene.Moment, error) {
	corrections, err := r.corrections()
	for _, c := range corrections {
		for i := range moments {
			if m, ch := &moments[i], c.change(); ch != nil && m.ID < c.seq {
				m.Person, m.Other = ch.name(m.Person, m.At), ch.name(m.Other, m.At)
			}
		}
		if c.Moment == nil {
			continue
		}
		i := slices.IndexFunc(moments, func(m scene.Moment) bool { return m.ID == c.Moment.ID })
		switch {
		case i < 0:
		case c.Moment.Removed:
			moments = slices.Delete(moments, i, i+1)
		default:
			moments[i] = c.Moment.To.moment(c.Moment.ID)
		}
	}
	return moments, err
}
