package controls

import (
	"slices"
	"strings"

	"nabij/canvas"
	"nabij/vision/scene"
)

// Role is what somebody is in the session; empty: nobody said.
type Role string

// The roles.
const (
	NoRole        Role = ""
	RoleClient    Role = "client"
	RoleTherapist Role = "therapist"
	RoleOther     Role = "other"
)

// Roles are all of them, in the order in which they are offered.
var Roles = []Role{NoRole, RoleClient, RoleTherapist, RoleOther}

// Guest is somebody who is here.
type Guest struct {
	Seen string // what the eye calls her
	Name string // her pseudonym: as she is called on the map and in the record
	Role Role
	Look canvas.Look
}

// Host is a [Session] that knows who is here.
type Host interface {
	// Guests are all who were seen, in the order of their coming.
	Guests() []Guest
	// Welcome says who they are: from now on on the map, and in all of the
	// record.
	Welcome([]Guest) error
	// Exchange tells that two took each other's names by mistake: from now on
	// they have their own again.
	Exchange(a, b string) error
}

// Seer is a [Session] that can show what the camera sees.
type Seer interface {
	// See opens or closes the view. Nothing of it is kept.
	See(open bool)
}

// who opens or closes the list of who is here.
func (p *Panel) who() {
	host, can := p.session.(Host)
	if !can {
		return
	}
	if p.guests != nil {
		p.guests = nil
		return
	}
	if p.guests = host.Guests(); len(p.guests) == 0 {
		p.guests = nil
		p.acknowledge(p.say.Say("window_who_nobody"))
	}
}

// Guests returns who is here while that is being edited, and nil otherwise.
func (p *Panel) Guests() []Guest { return p.guests }

// Welcome ends the editing of who is here. A name that is empty or that two
// would share is refused in a sentence; nil gives up.
func (p *Panel) Welcome(guests []Guest) (refused string) {
	p.stale = true
	if guests == nil {
		p.guests = nil
		return ""
	}
	names := map[string]bool{}
	for i := range guests {
		g := &guests[i]
		if g.Name = strings.TrimSpace(g.Name); g.Name == "" {
			g.Name = g.Seen
		}
		if names[g.Name] {
			return p.say.Say("who_twice", "Name", g.Name)
		}
		names[g.Name] = true
	}
	before := p.guests
	if err := p.session.(Host).Welcome(guests); err != nil {
		return p.say.Say("window_trouble", "Cause", p.say.Trouble(err))
	}
	p.rename(before, guests)
	p.guests = nil
	return ""
}

// rename gives what is on the sheet the names and looks that people have now.
func (p *Panel) rename(before, now []Guest) {
	names := map[string]string{}
	looks := map[string]canvas.Look{}
	for i, g := range now {
		if i < len(before) {
			names[before[i].Name] = g.Name
		}
		looks[g.Name] = g.Look
	}
	p.opts.Looks = looks
	called := func(name string) string {
		if now, known := names[name]; known {
			return now
		}
		return name
	}
	p.trails.Rename(called)
	p.distances.Rename(called)
	for _, list := range [][]scene.Moment{p.stops, p.moments} {
		for i := range list {
			list[i].Person, list[i].Other = called(list[i].Person), called(list[i].Other)
		}
	}
	p.scene = p.scene.Named(called)
	p.blow()
}

// exchangeNames gives two people each other's names: those of whom it is not
// sure who is who, or the only two.
func (p *Panel) exchangeNames() {
	host, can := p.session.(Host)
	if !can {
		return
	}
	var two []string
	for _, n := range p.scene.Notices {
		if n.Kind == scene.NameDoubt && len(n.People) == 2 {
			two = n.People
		}
	}
	if two == nil {
		for _, person := range p.scene.People {
			two = append(two, person.Name)
		}
	}
	if len(two) != 2 {
		p.acknowledge(p.say.Say("window_exchange_two"))
		return
	}
	if err := host.Exchange(two[0], two[1]); err != nil {
		p.fail(err)
		return
	}
	called := func(name string) string {
		if i := slices.Index(two, name); i >= 0 {
			return two[1-i]
		}
		return name
	}
	p.scene = p.scene.Named(called)
	p.acknowledge(p.say.Say("window_exchanged", "A", two[0], "B", two[1]))
}

// Peeking reports whether the camera's picture is to be shown.
func (p *Panel) Peeking() bool { return p.peek }

// beginPeek opens the view of what the camera sees: never on a client's
// screen, and there is none while the eye is closed.
func (p *Panel) beginPeek() {
	if seer, can := p.session.(Seer); can && !p.client && !p.session.Paused() {
		seer.See(true)
		p.peek = true
	}
}

// EndPeek tells that nothing is held any more: the view is closed.
func (p *Panel) EndPeek() {
	if seer, can := p.session.(Seer); can && p.peek {
		seer.See(false)
		p.peek, p.stale = false, true
	}
}

// MapArea is the part of the sheet that the map fills, px.
func (p *Panel) MapArea() canvas.Rect {
	return canvas.Rect{W: p.size.X, H: max(1, p.size.Y-p.barHeight())}
}
