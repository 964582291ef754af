package synth

import (
	"hash/fnv"
	"image/color"
	"math"
	"math/rand/v2"
	"time"

	"nabij/vision"
	"nabij/vision/scene"
)

// Noise is how wrong the person finder is. The zero value finds every visible
// body exactly.
type Noise struct {
	// JointPx is the standard deviation of a well seen joint, in px of the
	// network's own input (NetworkWidth wide), for a body of no size, and
	// JointShare what comes on top as a share of the body's height.
	JointPx, JointShare float64
	// Lasting is how long the greater part of an error stays the same; 0.3 of
	// its variance is new in each frame.
	Lasting time.Duration
	// Miss tells whether bodies go unfound as they do by MoveNet: small, hidden
	// and curled up ones.
	Miss bool
	// FalsePerFrame is how often something else is taken for a body.
	FalsePerFrame float64
	// Speckle is the share of cells of the foreground that are wrong.
	Speckle float64
}

// MoveNet is about how wrong MoveNet MultiPose is at 384 px: fitted by eye to
// the single-clue errors of rendered rooms (hips of a walking person at 3.5 m
// 4.6 cm, of one sitting on a chair 10 cm), in round numbers.
var MoveNet = Noise{JointPx: 0.8, JointShare: 0.012, Lasting: 400 * time.Millisecond, Miss: true, FalsePerFrame: 0.01, Speckle: 0.01}

// NetworkWidth is the network's input width that [Noise] is measured in, in px.
const NetworkWidth = 384

// harder is how much worse joints are found in a posture than upright.
var harder = map[scene.Posture]float64{
	scene.SitChair: 1.3, scene.SitFloor: 1.5, scene.Crouch: 1.8, scene.Curled: 2.0, scene.Lying: 2.0,
}

// found is how likely a large, fully visible body of a posture is found.
var found = map[scene.Posture]float64{
	scene.Stand: 0.998, scene.Walk: 0.998, scene.SitChair: 0.99, scene.SitFloor: 0.97, scene.Crouch: 0.93, scene.Curled: 0.6, scene.Lying: 0.7,
}

// chance is a source of random numbers that depends only on what it is asked
// for, so that frames can be asked for in any order.
type chance struct{ seed uint64 }

// of returns a generator for a purpose, a person and a number.
func (c chance) of(purpose, person string, number int) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(purpose + "\x00" + person))
	return rand.New(rand.NewPCG(c.seed^h.Sum64(), uint64(number)))
}

// errors draws unit normal numbers for a frame, of which 0.7 of the variance
// changes only slowly: it is interpolated between draws that lie lasting apart.
func (s *Script) errors(purpose, person string, frame, n int) []float64 {
	c := chance{s.Seed}
	fresh := c.of(purpose, person, frame)
	slow := func(int) float64 { return fresh.NormFloat64() }
	if s.Noise.Lasting > 0 {
		knot, share := math.Modf(s.At(frame).Seconds() / s.Noise.Lasting.Seconds())
		before, after := c.of(purpose+" slow", person, int(knot)), c.of(purpose+" slow", person, int(knot)+1)
		norm := math.Hypot(1-share, share) // keeps the variance at 1 between knots
		slow = func(int) float64 { return ((1-share)*before.NormFloat64() + share*after.NormFloat64()) / norm }
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Sqrt(0.7)*slow(i) + math.Sqrt(0.3)*fresh.NormFloat64()
	}
	return out
}

// Sight returns what the eye would have made of a frame.
func (s *Script) Sight(frame int) vision.Sight {
	truths, _ := s.look(frame)
	sight := vision.Sight{Frame: frame, At: s.At(frame), Size: s.Room.Size, Foreground: s.foreground(frame)}
	for i := range truths {
		if body, ok := s.find(&truths[i], i); ok {
			sight.Bodies = append(sight.Bodies, body)
		}
	}
	r := chance{s.Seed}.of("false", "", frame)
	if r.Float64() < s.Noise.FalsePerFrame {
		sight.Bodies = append(sight.Bodies, s.phantom(r))
	}
	return sight
}

// scale is how many px of the picture one px of the network is.
func (s *Script) scale() float64 { return float64(s.Room.Size.Width) / NetworkWidth }

// find returns the body that the finder makes of a person, if it finds her.
func (s *Script) find(t *Truth, who int) (vision.Body, bool) {
	if t.Box.Area() == 0 || t.Visible <= 0 {
		return vision.Body{}, false
	}
	tall := t.Box.Height / s.scale()
	likely := found[t.Posture]
	if !s.Noise.Miss {
		likely = 1
	} else {
		likely *= min(max((t.Visible-0.1)/0.35, 0), 1) / (1 + math.Exp(-(tall-26)/4))
	}
	luck := s.errors("found", t.Person, t.Frame, 6)
	if s.Noise.Miss && 0.5*math.Erfc(-luck[0]/math.Sqrt2) > likely {
		return vision.Body{}, false
	}
	body := vision.Body{Score: min(max(0.25+0.6*likely+0.06*luck[1], 0.05), 0.99)}
	s.joints(t, &body)
	body.Box = s.framed(t, luck[2:])
	body.Colours = clothes(&s.People[s.index(t.Person)], chance{s.Seed}.of("clothes", t.Person, t.Frame))
	return body, true
}

// framed returns the box with errors of its four sides, clipped as the finder
// clips it.
func (s *Script) framed(t *Truth, luck []float64) vision.Box {
	sigma := s.sigma(t) * 1.5
	b := t.Box
	left, top := max(0, b.Left+sigma*luck[0]), max(0, b.Top+sigma*luck[1])
	right := min(float64(s.Room.Size.Width), b.Right()+sigma*luck[2])
	bottom := min(float64(s.Room.Size.Height), b.Bottom()+sigma*luck[3])
	return vision.Box{Left: left, Top: top, Width: max(1, right-left), Height: max(1, bottom-top)}
}

// sigma is the standard deviation of a well seen joint, in px of the picture.
func (s *Script) sigma(t *Truth) float64 {
	h := harder[t.Posture]
	if h == 0 {
		h = 1
	}
	return h * (s.Noise.JointPx*s.scale() + s.Noise.JointShare*t.Box.Height)
}

// joints places the joints. Hidden ones are guesses, and score like it; ankles
// score low even where they are right.
func (s *Script) joints(t *Truth, body *vision.Body) {
	luck := s.errors("joints", t.Person, t.Frame, 3*vision.JointCount)
	for j := range body.Joints {
		sigma, score := s.sigma(t), 0.7
		if vision.Joint(j) >= vision.LeftAnkle {
			score = 0.35
		}
		if t.Hidden[j] {
			sigma, score = 3*sigma, 0.15
		}
		at := t.Pixels[j]
		if !t.InFront[j] {
			at = t.Box.Centre()
		}
		at.U, at.V = at.U+sigma*luck[3*j], at.V+sigma*luck[3*j+1]
		at.U = min(max(at.U, 0), float64(s.Room.Size.Width-1))
		at.V = min(max(at.V, 0), float64(s.Room.Size.Height-1))
		body.Joints[j] = vision.Keypoint{At: at, Score: min(max(score*(1+0.25*luck[3*j+2]), 0.01), 0.99)}
	}
}

// phantom is a body where there is none: its joints lie about in its box.
func (s *Script) phantom(r *rand.Rand) vision.Body {
	w, h := float64(s.Room.Size.Width), float64(s.Room.Size.Height)
	box := vision.Box{Width: w * (0.03 + 0.07*r.Float64()), Height: h * (0.1 + 0.2*r.Float64())}
	box.Left, box.Top = (w-box.Width)*r.Float64(), (h-box.Height)*r.Float64()
	body := vision.Body{Box: box, Score: 0.3 + 0.15*r.Float64()}
	for j := range body.Joints {
		body.Joints[j] = vision.Keypoint{Score: 0.25 * r.Float64(),
			At: vision.Pixel{U: box.Left + box.Width*r.Float64(), V: box.Top + box.Height*r.Float64()}}
	}
	return body
}

// foreground is what a frozen empty room would show of the people on stage.
func (s *Script) foreground(frame int) *vision.Mask {
	g := s.stage
	mask := &vision.Mask{Size: g.size, Step: g.step, Cells: make([]uint8, len(g.owner))}
	r := chance{s.Seed}.of("foreground", "", frame)
	for i, who := range g.owner {
		if (who != nobody) != (s.Noise.Speckle > 0 && r.Float64() < s.Noise.Speckle) {
			mask.Cells[i] = 255
		}
	}
	return mask
}

func (s *Script) index(name string) int {
	for i := range s.People {
		if s.People[i].Name == name {
			return i
		}
	}
	return 0
}

// clothes is a histogram around each garment's hue, a little different in every
// frame. Its bins mean nothing beyond this package.
func clothes(p *Person, r *rand.Rand) *vision.Colours {
	var c vision.Colours
	fill := func(bins *[vision.ColourBins]float32, of color.RGBA) {
		middle := float64((int(of.R)*7 + int(of.G)*31 + int(of.B)*13) % vision.ColourBins)
		var sum float32
		for i := range bins {
			d := math.Remainder(float64(i)-middle, vision.ColourBins)
			bins[i] = float32(math.Exp(-d*d/4) * math.Exp(0.2*r.NormFloat64()))
			sum += bins[i]
		}
		for i := range bins {
			bins[i] /= sum
		}
	}
	fill(&c.Upper, p.Shirt)
	fill(&c.Lower, p.Trousers)
	return &c
}
