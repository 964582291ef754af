package session

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Naming gives somebody another pseudonym, a role, or both, throughout the
// record. It is an addition like a [Swap].
type Naming struct {
	Name string // as reading gave it before
	As   string
	Role Role `json:",omitempty"`
	// Look is how somebody is drawn, a colour and a pattern such as
	// "#0072b2 dashed", in the words of whoever draws.
	Look string `json:",omitempty"`
}

// name implements change.
func (n *Naming) name(name string, _ time.Duration) string {
	if name == n.Name {
		return n.As
	}
	return name
}

// span implements change.
func (n *Naming) span() (from, to time.Duration) { return math.MinInt64, math.MaxInt64 }

// ending is what the last entry of a recording says.
type ending struct {
	Names []string `json:",omitempty"` // of everyone in its scenes
}

// People returns who takes part, under the pseudonyms and in the roles that
// were given last; people without a role have none.
func (r *Record) People() ([]Participant, error) {
	people := slices.Clone(r.header.People)
	names, err := r.names()
	for _, name := range names {
		if !slices.ContainsFunc(people, func(p Participant) bool { return p.Name == name }) {
			people = append(people, Participant{Name: name})
		}
	}
	if err != nil {
		return people, err
	}
	corrections, err := r.corrections()
	for _, c := range corrections {
		for i := range people {
			if p := &people[i]; c.Name != nil && p.Name == c.Name.Name {
				p.Name = c.Name.As
				if c.Name.Role != "" {
					p.Role = c.Name.Role
				}
				if c.Name.Look != "" {
					p.Look = c.Name.Look
				}
			}
		}
	}
	return people, err
}

// names returns the names in the scenes, as they were recorded. Where the
// recording was cut off, they are looked up in the scenes themselves.
func (r *Record) names() (names []string, err error) {
	ends, err := r.texts(entryEnd)
	for _, e := range ends {
		var end ending
		if err := unmarshalText(e.data, &end); err != nil {
			return names, fmt.Errorf("record %q: %w at entry %d: %w", r.path, ErrDamaged, e.seq, err)
		}
		names = append(names, end.Names...)
	}
	if err != nil || len(names) > 0 {
		return names, err
	}
	for seq := int64(0); ; {
		r.mu.Lock()
		block, err := r.from.blockAfter(seq)
		r.mu.Unlock()
		if block == nil || err != nil {
			return names, nil // what is damaged is told by reading it
		}
		seq = block.seq
		for _, word := range namesIn(block.data) {
			if !slices.Contains(names, word) {
				names = append(names, word)
			}
		}
	}
}

// namesIn returns the names of the people in a block.
func namesIn(block []byte) (names []string) {
	scenes, _ := readBlock(block)
	for i := range scenes {
		for j := range scenes[i].People {
			if name := scenes[i].People[j].Name; !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// Name gives somebody a pseudonym, a role, or both; an empty as keeps the
// name. A name that somebody else has is refused: two people would become one.
func (a *Additions) Name(name, as string, role Role) error {
	if as == "" {
		as = name
	}
	if err := a.mayName(name, as, role); err != nil {
		return fmt.Errorf("record %q: %w", a.path, err)
	}
	err := a.text(entryCorrection, 0, Correction{Made: time.Now(), By: a.by, Name: &Naming{Name: name, As: as, Role: role}})
	for i := range a.people {
		if err == nil && a.people[i].Name == name {
			a.people[i].Name = as
		}
	}
	return err
}

func (a *Additions) mayName(name, as string, role Role) error {
	switch err := a.knows(name); {
	case err != nil:
		return err
	case as != name && a.knows(as) == nil:
		return &fault{fmt.Sprintf("two people would be called %q", as), "choose another pseudonym"}
	case len(as) > maxWord:
		return &fault{fmt.Sprintf("a pseudonym of %d bytes, at most %d can be kept", len(as), maxWord), "choose a shorter one"}
	case role != "" && role != RoleClient && role != RoleTherapist && role != RoleOther:
		return &fault{fmt.Sprintf("role %q is unknown", role), "the roles are client, therapist and other"}
	}
	return nil
}

// knows refuses a name that nobody in the record has.
func (a *Additions) knows(name string) error {
	var names []string
	for _, p := range a.people {
		if p.Name == name {
			return nil
		}
		names = append(names, p.Name)
	}
	return &fault{fmt.Sprintf("nobody is called %q", name), "its names: " + strings.Join(names, ", ")}
}

// Name says while recording who somebody is: in all of the record, also in the
// scenes that follow, the one of that name is called as she is named here.
// Names must differ; that two become one is not noticed here.
func (w *Writer) Name(n Naming) error {
	if len(n.As) > maxWord {
		return &fault{fmt.Sprintf("a pseudonym of %d bytes, at most %d can be kept", len(n.As), maxWord), "choose a shorter one"}
	}
	_, err := w.addText(entryCorrection, 0, Correction{Made: time.Now(), Name: &n})
	return err
}

// Swap exchanges two names while recording, from a time on.
func (w *Writer) Swap(nameA, nameB string, from time.Duration) error {
	_, err := w.addText(entryCorrection, from, Correction{Made: time.Now(), Swap: &Swap{nameA, nameB, from, math.MaxInt64}})
	return err
}
