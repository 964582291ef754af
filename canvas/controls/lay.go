package controls

import "nabij/vision/floor"

// Laying is a [Session] in which ribbons may be laid meanwhile.
type Laying interface {
	// LookForRibbons begins to look for ribbons that were laid or moved; while it
	// looks, it ends the wait for what is hidden. What comes of it is a notice of
	// the scenes that follow.
	LookForRibbons()
	// Room is the room as it is now.
	Room() floor.Room
}

// layRibbons looks for newly laid ribbons, where the session can.
func (p *Panel) layRibbons() {
	if l, can := p.session.(Laying); can {
		l.LookForRibbons()
	}
}

// relay takes the room as it is now.
func (p *Panel) relay() {
	if l, can := p.session.(Laying); can {
		p.room = l.Room()
	}
}
