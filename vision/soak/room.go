package soak

import (
	"context"
	"image/color"
	"math/rand/v2"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/synth"
)

// The session that is played over and over.
const (
	RateHz = 15 // pictures in a second
	loop   = time.Minute
)

// pictureSize keeps pictures small: nobody looks at them but the judge.
var pictureSize = vision.Size{Width: 320, Height: 240}

// newScript is a minute of two people who sit and of one who gets up, walks
// over and comes back, so that its end goes over into its beginning.
func newScript() *synth.Script {
	room := synth.RandomRoom(rand.New(rand.NewPCG(1, 0)))
	for seed := uint64(2); room.Size != pictureSize; seed++ {
		room = synth.RandomRoom(rand.New(rand.NewPCG(seed, 0)))
	}
	at := func(x, y float64) floor.Point { return floor.Point{X: room.WidthM * x, Y: room.DepthM * y} }
	home, there := at(0.65, 0.55), at(0.5, 0.65)
	noise := synth.MoveNet
	noise.FalsePerFrame = 0 // who is not there is another matter
	return &synth.Script{Room: room, RateHz: RateHz, Length: loop, Noise: noise, Seed: 1, People: []synth.Person{
		{Name: "A", StatureM: 1.68, Shirt: color.RGBA{R: 200, A: 255}, Path: []synth.Moment{{Place: at(0.3, 0.5), Posture: scene.SitChair}}},
		{Name: "B", StatureM: 1.80, Shirt: color.RGBA{B: 200, A: 255}, Path: []synth.Moment{
			{Place: home, Posture: scene.Stand}, {At: 20 * time.Second, Place: home, Posture: scene.Stand},
			{At: 22 * time.Second, Place: there, Posture: scene.Stand}, {At: 40 * time.Second, Place: there, Posture: scene.Stand},
			{At: 42 * time.Second, Place: home, Posture: scene.Stand},
		}},
	}}
}

// eye says what the script has to be seen at a frame's time, over and over.
type eye struct {
	script *synth.Script
	sights []*vision.Sight // of one loop, as they were asked for
}

func newEye(s *synth.Script) *eye { return &eye{script: s, sights: make([]*vision.Sight, s.Frames())} }

// Look implements pipeline.Eye.
func (e *eye) Look(ctx context.Context, frame vision.Frame, _ vision.Expect) (vision.Sight, error) {
	i := int(frame.At.Seconds()*RateHz) % len(e.sights)
	if e.sights[i] == nil {
		made := e.script.Sight(i + 1)
		e.sights[i] = &made
	}
	sight := *e.sights[i]
	sight.Frame, sight.At, sight.Clock = frame.Number, frame.At, frame.Clock
	return sight, ctx.Err()
}

// Close implements pipeline.Eye.
func (e *eye) Close() error { return nil }
