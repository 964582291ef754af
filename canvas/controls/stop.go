package controls

import (
	"cmp"
	"math"
	"slices"
	"time"

	"nabij/canvas/livemap"
	"nabij/canvas/words"
	"nabij/vision/scene"
)

// stop marks that someone said stop: how far apart the nearest two are now, and
// from which direction the one came who moved.
func (p *Panel) stop(kind scene.MomentKind, line words.ID) {
	m, found := p.stopNow(kind)
	if !found {
		p.acknowledge(p.say.Say("window_stop_nobody"))
		return
	}
	said := p.say.Say(line, "Person", m.Person, "Other", m.Other)
	if !p.InReplay() {
		p.stops = append(p.stops, m)
		p.blow()
	}
	p.mark(m, said)
}

// stopNow returns the stop of the nearest two people; false where there are no
// two. Who moved less in the last seconds is the one who said stop.
func (p *Panel) stopNow(kind scene.MomentKind) (scene.Moment, bool) {
	if len(p.scene.Pairs) == 0 {
		return scene.Moment{}, false
	}
	pair := nearest(p.scene.Pairs)
	person, other := p.scene.Find(pair.A), p.scene.Find(pair.B)
	if person == nil || other == nil {
		return scene.Moment{}, false
	}
	if p.moved(person) > p.moved(other) {
		person, other = other, person
	}
	d := other.Place.At.Sub(person.Place.At)
	return scene.Moment{
		At: p.scene.At, Clock: p.scene.Clock, Voice: scene.Client, Kind: kind,
		Person: person.Name, Other: other.Name, DistanceM: pair.DistanceM, VarM2: pair.VarM2,
		DirectionDeg: math.Atan2(d.Y, d.X) * 180 / math.Pi,
		Cov:          person.Place.Cov.Add(other.Place.Cov),
	}, true
}

// nearest returns the pair with the least distance of one or more.
func nearest(pairs []scene.Pair) scene.Pair {
	return slices.MinFunc(pairs, func(a, b scene.Pair) int { return cmp.Compare(a.DistanceM, b.DistanceM) })
}

// approach is the time in which someone who comes nearer has moved.
const approach = 8 * time.Second

// moved returns how far, in m, someone is from where she was lately.
func (p *Panel) moved(who *scene.Person) float64 {
	from := who.Place.At
	for _, step := range slices.Backward(p.trails.Of(who.Name)) {
		if from = step.Place; p.scene.At-step.At > approach {
			break
		}
	}
	return who.Place.At.Distance(from)
}

// bubble shows the boundaries that people's stops make, or hides them.
func (p *Panel) bubble() {
	p.bubbles = !p.bubbles
	p.blow()
	switch {
	case !p.bubbles:
		p.acknowledge(p.say.Say("window_bubble_hidden"))
	case len(p.opts.Layers.Bubbles) == 0:
		p.acknowledge(p.say.Say("window_bubble_few"))
	default:
		p.acknowledge(p.say.Say("window_bubble_shown"))
		p.nameBubbles()
	}
}

// nameBubbles asks, once, what someone whose bubble is shown calls it; nothing
// needs to be written.
func (p *Panel) nameBubbles() {
	for _, b := range p.opts.Layers.Bubbles {
		if _, asked := p.bubbleNames[b.Person]; asked {
			continue
		}
		p.called(b.Person, "")
		p.write(p.say.Say("window_bubble_name", "Person", b.Person), "", func(text string) {
			if text == "" {
				return
			}
			p.called(b.Person, text)
			p.blow()
			if p.InReplay() || p.session.Keeping() {
				m := p.momentAt(scene.Client)
				m.Kind, m.Person, m.Word = scene.Bubble, b.Person, text
				p.mark(m, p.say.Say("window_written"))
			}
		})
		return
	}
}

// called notes what someone calls her bubble.
func (p *Panel) called(person, name string) {
	if p.bubbleNames == nil {
		p.bubbleNames = map[string]string{}
	}
	p.bubbleNames[person] = name
}

// blow fits the bubbles anew, where they are shown.
func (p *Panel) blow() {
	p.opts.Layers.Bubbles = nil
	if !p.bubbles {
		return
	}
	var asked []string
	for _, m := range p.stops {
		if !slices.Contains(asked, m.Person) {
			asked = append(asked, m.Person)
			p.opts.Layers.Bubbles = append(p.opts.Layers.Bubbles, livemap.BubbleOf(p.stops, m.Person, p.bubbleNames[m.Person])...)
		}
	}
}
