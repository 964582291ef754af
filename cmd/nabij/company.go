package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"nabij/canvas"
	"nabij/canvas/controls"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// company is who is here: what the eye calls people, and who they are. The
// record keeps the eye's names and says whose they are; the map shows people's
// own. Its methods are safe for concurrent use.
type company struct {
	mu     sync.Mutex
	guests []controls.Guest
	whose  map[string]int // by the eye's name
}

func newCompany() *company { return &company{whose: map[string]int{}} }

// named returns a scene with everyone under her own name.
func (c *company) named(s scene.Scene) scene.Scene {
	c.mu.Lock()
	defer c.mu.Unlock()
	other := false
	for i := range s.People {
		name := s.People[i].Name
		at, known := c.whose[name]
		if !known {
			at = len(c.guests)
			c.whose[name] = at
			c.guests = append(c.guests, controls.Guest{Seen: name, Name: name, Look: canvas.Light().Look(at)})
		}
		other = other || c.guests[at].Name != name
	}
	if !other {
		return s
	}
	return s.Named(func(name string) string {
		if at, known := c.whose[name]; known {
			return c.guests[at].Name
		}
		return name
	})
}

// Guests are all who were seen.
func (c *company) Guests() []controls.Guest {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.guests)
}

// welcome says who people are and returns what the record has to be told.
func (c *company) welcome(guests []controls.Guest) (told []session.Naming) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var before []controls.Guest
	for _, g := range guests {
		at := slices.IndexFunc(c.guests, func(o controls.Guest) bool { return o.Seen == g.Seen })
		if at < 0 {
			continue
		}
		before = append(before, c.guests[at])
		c.guests[at] = g
		if g != before[len(before)-1] {
			told = append(told, naming(before[len(before)-1].Name, g))
		}
	}
	return inTurn(told)
}

// namings are what a record that begins now has to be told.
func (c *company) namings() (told []session.Naming) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, at := range c.whose {
		if g := c.guests[at]; g.Name != name || g.Role != controls.NoRole {
			told = append(told, naming(name, g))
		}
	}
	slices.SortFunc(told, func(a, b session.Naming) int { return strings.Compare(a.Name, b.Name) })
	return inTurn(told)
}

// inTurn puts namings so that no two people share a name between them, as they
// would where names are exchanged.
func inTurn(told []session.Naming) []session.Naming {
	shared := slices.ContainsFunc(told, func(a session.Naming) bool {
		return slices.ContainsFunc(told, func(b session.Naming) bool { return a.Name != b.Name && a.As == b.Name })
	})
	if !shared {
		return told
	}
	var aside []session.Naming
	for i := range told {
		between := fmt.Sprintf("%s (%d)", told[i].As, i+1)
		aside = append(aside, session.Naming{Name: told[i].Name, As: between})
		told[i].Name = between
	}
	return append(aside, told...)
}

// exchange gives two people each other's names from now on.
func (c *company) exchange(a, b string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	of := func(name string) (eye string) {
		for seen, at := range c.whose {
			if c.guests[at].Name == name {
				return seen
			}
		}
		return ""
	}
	if x, y := of(a), of(b); x != "" && y != "" {
		c.whose[x], c.whose[y] = c.whose[y], c.whose[x]
	}
}

// naming is what a record keeps of a guest who was called so far by a name.
func naming(called string, g controls.Guest) session.Naming {
	return session.Naming{Name: called, As: g.Name, Role: session.Role(g.Role), Look: lookText(g.Look)}
}

// rims are the patterns as a record calls them.
var rims = []string{"solid", "dashed", "double", "dotted"}

func lookText(l canvas.Look) string {
	return fmt.Sprintf("#%02x%02x%02x %s", l.Color.R, l.Color.G, l.Color.B, rims[l.Rim%4])
}

// lookOf reads a look as a record has it; false where it has none, or one of
// another program.
func lookOf(text string) (canvas.Look, bool) {
	var colour uint32
	var rim string
	if n, err := fmt.Sscanf(text, "#%06x %s", &colour, &rim); n != 2 || err != nil || len(text) != len("#rrggbb ")+len(rim) {
		return canvas.Look{}, false
	}
	at := slices.Index(rims, rim)
	return canvas.Look{Color: canvas.RGB(colour), Rim: canvas.Rim(max(0, at))}, at >= 0
}
