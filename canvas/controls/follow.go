package controls

import (
	"slices"

	"nabij/canvas"
)

// followZoom is how much larger the floor is while somebody is followed.
const followZoom = 1.5

// nextFollowed follows the next person, and nobody after the last one.
func (p *Panel) nextFollowed() {
	names := p.trails.Names()
	next := slices.Index(names, p.follow) + 1
	if next == len(names) {
		p.follow, p.view = "", nil
		p.acknowledge(p.say.Say("window_follow_nobody"))
	} else {
		if p.follow == "" && p.view == nil {
			v := p.looking().Zoom(followZoom, p.middle())
			p.view = &v
		}
		p.follow = names[next]
		p.acknowledge(p.say.Say("window_follow", "Person", p.follow))
	}
	p.opts.Focus = p.follow
}

// centred moves a view so that whoever is followed is in the middle. Who is
// not there now leaves the view as it is.
func (p *Panel) centred(v canvas.View) canvas.View {
	who := p.scene.Find(p.follow)
	if p.follow == "" || who == nil || !who.Place.At.Finite() {
		return v
	}
	at, middle := v.Sheet(canvas.Metres(who.Place.At)), p.middle()
	return v.Pan(middle.X-at.X, middle.Y-at.Y)
}
