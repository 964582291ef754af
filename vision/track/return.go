package track

import (
	"math"
	"slices"
	"time"

	"nabij/vision"
)

const (
	// Whoever was last seen this near the picture's edge, as a share of its
	// width, and then no more, has left it.
	edgeShare = 0.02
	leftAfter = 500 * time.Millisecond
	leftLooks = 4
	// A newcomer can be someone who was lost for this long, or who wears the same
	// and was near by just before: pictures may be missing.
	lostAfter = 400 * time.Millisecond
	leapM     = 1.5
	// How far a lost person may have come: hurrying, and what the places are off.
	hurryMS  = 1.6 // m/s
	reachM   = 0.6
	farthest = 6.0 // m, within a room anyone can be anywhere after a while
	// Clothes less alike than this are another's; more alike than the second
	// are the same person's, however far she came.
	leastAlike = 0.45
	mostAlike  = 0.75
	// Whoever comes back into the picture needs her own clothes.
	awayAlike = 0.8
)

// leave notes that an unseen person went out of the picture, or through a door
// in it: she was on her way when last seen, and nobody stands before her; or she
// is seen not to be where she was. Whoever kept still, and may be there, never
// leaves.
func (t *Tracker) leave(p *person, s vision.Sight) {
	if p.missed == 1 {
		p.next = t.moved(p.box, p.before, p.motion)
	}
	unseen := s.At - p.lastSeen - p.blind
	if p.away || unseen < leftAfter || p.missed < leftLooks {
		return
	}
	strode := p.lastSeen - p.strode
	walked := strode <= strideMemory
	switch {
	case walked && atEdge(p.next, s.Size):
	case walked && unseen >= t.goneAfter() && !t.behindSomeone(p):
	case !(strode <= goesBehind && t.closed()) && p.vanished(s.At):
	default:
		return
	}
	p.away = true
	for i := len(p.path) - 1; i >= 0 && p.path[i].body == nil; i-- {
		p.path[i].away = true
	}
}

// How long someone who walked and is behind nobody may go unseen until she is gone,
// among many and among few: a wardrobe hides as a door does, and among few people
// she is thought to be behind it.
const (
	goneAmongMany = 2 * time.Second
	goneAmongFew  = 90 * time.Second
)

func (t *Tracker) goneAfter() time.Duration {
	if t.closed() {
		return goneAmongFew
	}
	return goneAmongMany
}

// goesBehind is how long after a step somebody may be behind a thing nearby, where
// few people come and go.
const goesBehind = 2 * time.Second

func atEdge(b vision.Box, size vision.Size) bool {
	w, h := float64(size.Width), float64(size.Height)
	margin := edgeShare * w
	return b.Left < margin || b.Right() > w-margin || b.Bottom() > h-margin
}

// moved is a box carried along from one motion to another.
func (t *Tracker) moved(box vision.Box, from, to motion) vision.Box {
	was, _, _, ok := t.ground.Slopes(from.place().At, 0)
	is, _, _, also := t.ground.Slopes(to.place().At, 0)
	if ok && also {
		box.Left, box.Top = box.Left+is.U-was.U, box.Top+is.V-was.V
	}
	return box
}

// behindSomeone reports whether someone who is seen covers most of a lost
// person's box.
func (t *Tracker) behindSomeone(p *person) bool {
	for _, q := range t.people {
		if q != p && q.missed == 0 && q.box.Intersect(p.box).Area() > p.box.Area()/3 {
			return true
		}
	}
	return false
}

// here parts those who are in the room, or only came to its edge, from those who
// left it: they come back as newcomers do.
func (t *Tracker) here(now time.Duration) (here, gone []*person) {
	for _, p := range t.people {
		if p.away && (now-p.lastSeen > soonBack || !t.closed()) {
			gone = append(gone, p)
		} else {
			here = append(here, p)
		}
	}
	return here, gone
}

// returning returns the known person whom a candidate most likely is: one who is
// not seen now, could have come here since, and wears the same; nil if there is
// none. The room is a closed world: who is lost is nearer at hand than a
// stranger.
func (t *Tracker) returning(c *person) *person {
	var best *person
	least := math.Inf(1)
	for _, p := range t.people {
		if p.away && atEdge(p.box, p.frame) && !t.closed() || p.lastSeen >= c.born && !t.hadAnothers(p) {
			continue
		}
		if cost, ok := p.returnCost(c, t.full()); ok && cost < least {
			best, least = p, cost
		}
	}
	return best
}

// hadAnothers reports whether the last bodies of somebody who is lost may have been
// another's: then she may have been seen beside them, as a newcomer.
func (t *Tracker) hadAnothers(p *person) bool { return p.missed > lostLooks && t.anotherLost(p) }

// anotherLost reports whether anybody else is lost.
func (t *Tracker) anotherLost(p *person) bool {
	return slices.ContainsFunc(t.people, func(q *person) bool { return q != p && q.missed > lostLooks })
}

// closed reports whether the room's people are a few who come and go. Among many
// there is always one who wears the same as a stranger: then whoever left the
// picture and comes back is a new one, unless it was said how many there are.
func (t *Tracker) closed() bool { return t.options.People > 0 || len(t.people) <= fewPeople }

const fewPeople = 6

// full reports whether everybody who takes part has a name: then whoever comes is
// one of them, in other light or without her coat.
func (t *Tracker) full() bool {
	return t.options.People > 0 && len(t.people) >= t.options.People
}

func (p *person) returnCost(c *person, full bool) (cost float64, ok bool) {
	unseen := (c.born - p.herself()).Seconds()
	alike, known := p.clothes.alike(&c.clothes.mean)
	far := min(p.motion.place().At.Distance(c.motion.place().At), p.seenAt.Distance(c.motion.place().At))
	jumped := unseen > 0 && far < leapM && known && alike > awayAlike
	if p.missed == 0 || unseen < lostAfter.Seconds() && !jumped {
		return 0, false
	}
	within := p.away || far < min(farthest, reachM+hurryMS*unseen)
	least := leastAlike
	if p.lastSeen >= c.born {
		least = mostAlike
	}
	if p.away && !full {
		least = awayAlike
	}
	switch {
	case (known || p.away) && alike < least, !within && alike < mostAlike:
		return 0, false
	}
	return far/(reachM+hurryMS*unseen) + 4*(1-alike), true
}

// herself is when somebody was last seen, surely: in her own clothes, where these can
// be told. Later she may have had another's body.
func (p *person) herself() time.Duration {
	if p.others.own > 0 {
		return min(p.lastSeen, p.others.own)
	}
	return p.lastSeen
}

// reconsider, for someone who was soon back: she was there all the time.
func (p *person) reconsider(back time.Duration) {
	if back-p.lastSeen > soonBack {
		return
	}
	for i := range p.path {
		if p.path[i].at > p.lastSeen {
			p.path[i].away = false
		}
	}
}

// soonBack is how long someone is gone at most who only came to the edge.
const soonBack = 3 * time.Second

// resume makes a candidate go on as the person she is.
func (p *person) resume(c *person) {
	for i := range p.path { // what was guessed while she was lost ends where she was found
		if p.path[i].at >= c.path[0].at {
			p.path = p.path[:i]
			break
		}
	}
	p.reconsider(c.path[0].at)
	p.path = append(p.path, c.path...)
	p.motion, p.walks, p.bias, p.belief, p.topM = c.motion, c.walks, c.bias, c.belief, c.topM
	p.box, p.feet, p.lastSeen = c.box, c.feet, c.lastSeen
	p.seen += c.seen
	p.missed, p.away, p.blind, p.vacant = 0, false, 0, 0
	p.stood, p.seenAt, p.frame = c.stood, c.seenAt, c.frame
}
