package synth

import (
	"image/color"
	"math"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Moment is where a person is at a time and how she holds herself from then
// on, until the next moment.
type Moment struct {
	At         time.Duration
	Place      floor.Point // below mid-hip
	HeadingRad float64     // which way she faces, from x towards y
	Posture    scene.Posture
}

// Person is someone in a script. She is there from her first moment on, at
// once and without a door, until Gone. Between moments at different places she
// walks in a straight line, facing where she goes; at a moment she takes up its
// posture within a second.
type Person struct {
	Name            string
	StatureM        float64
	Shirt, Trousers color.RGBA
	Path            []Moment      // in order of time, at least one
	Gone            time.Duration // 0: stays to the end
}

// Script is what happens in a room. Its methods may be called for any frame in
// any order and always say the same; they are not for several goroutines at
// once.
type Script struct {
	Room   *Room
	People []Person
	RateHz float64
	Length time.Duration
	Noise  Noise
	Seed   uint64

	stage *stage // made on first use
}

// changing is how long a change of posture takes.
const changing = time.Second

// Frames returns the number of frames.
func (s *Script) Frames() int { return int(s.Length.Seconds() * s.RateHz) }

// At returns the time of a frame; frames count from 1.
func (s *Script) At(frame int) time.Duration {
	return time.Duration(float64(frame-1) / s.RateHz * float64(time.Second))
}

// state is a person at one moment.
type state struct {
	place    floor.Point
	posture  scene.Posture
	moving   bool     // changing her posture
	body     skeleton // in the room
	statureM float64
}

// state returns how a person is at a time; false where she is not there.
func (p *Person) state(at time.Duration) (state, bool) {
	if len(p.Path) == 0 || at < p.Path[0].At || p.Gone > 0 && at >= p.Gone {
		return state{}, false
	}
	i := 0
	for i+1 < len(p.Path) && p.Path[i+1].At <= at {
		i++
	}
	place, posture, heading, own := p.posing(i, at)
	st := state{place: place, posture: posture, statureM: p.StatureM}
	if since := at - p.Path[i].At; i > 0 && since < changing {
		_, was, before, old := p.posing(i-1, p.Path[i].At-1)
		st.moving = was != posture
		share := since.Seconds() / changing.Seconds()
		share = share * share * (3 - 2*share)
		own = old.mix(&own, share)
		heading = before + share*math.Remainder(heading-before, 2*math.Pi)
	}
	st.body = own.put(place, heading)
	return st, true
}

// posing returns place, posture, heading and own skeleton of a person after
// moment i, as if she had never been otherwise.
func (p *Person) posing(i int, at time.Duration) (floor.Point, scene.Posture, float64, skeleton) {
	m := p.Path[i]
	if i+1 == len(p.Path) || p.Path[i+1].Place == m.Place {
		return m.Place, m.Posture, m.HeadingRad, posed(m.Posture, p.StatureM, 0)
	}
	next := p.Path[i+1]
	way := next.Place.Sub(m.Place)
	share := float64(at-m.At) / float64(next.At-m.At)
	// One cycle is two steps, each of two strides' half lengths.
	phase := way.Norm() * share / (4 * poses[scene.Walk].stride * p.StatureM) * 2 * math.Pi
	return m.Place.Add(way.Scale(share)), scene.Walk, math.Atan2(way.Y, way.X), posed(scene.Walk, p.StatureM, phase)
}
