package synth

import (
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// Lengths and heights as fractions of stature, after Drillis and Contini
// (1966), "Body segment parameters", as printed in Winter, "Biomechanics and
// Motor Control of Human Movement", figure 4.1. The half breadths are between
// joint centres, not over the skin, and are rounder numbers.
const (
	hipHeight      = 0.530
	ankleHeight    = 0.039
	thigh          = 0.245
	shank          = 0.246
	trunk          = 0.288 // mid-hip to mid-shoulder
	neckAndHead    = 0.182 // mid-shoulder to crown
	upperArm       = 0.186
	forearm        = 0.146
	hand           = 0.060 // to the knuckles
	foot           = 0.100 // ankle to toes
	eyeBelowCrown  = 0.064
	noseBelowCrown = 0.085
	halfShoulders  = 0.105
	halfHips       = 0.052
	headRadius     = 0.055
)

// The points of a skeleton that are no COCO joints.
const (
	crown = vision.JointCount + iota
	neck  // mid-shoulder
	loins // mid-hip
	skull // middle of the upper head
	jaw   // middle of the lower head
	leftToe
	rightToe
	leftHand
	rightHand
	pointCount
)

// skeleton is a body's joints and a few more points, in metres.
type skeleton [pointCount]floor.Vec3

// bone is a capsule of flesh around two points; its radius is a fraction of
// stature.
type bone struct {
	a, b   int
	radius float64
	cloth  cloth
}

type cloth uint8

const (
	skin cloth = iota
	shirt
	trousers
	shoes
)

var bones = []bone{
	{jaw, skull, headRadius, skin},
	{neck, jaw, 0.032, skin},
	{int(vision.LeftShoulder), int(vision.RightShoulder), 0.040, shirt},
	{int(vision.LeftShoulder), int(vision.LeftHip), 0.056, shirt},
	{int(vision.RightShoulder), int(vision.RightHip), 0.056, shirt},
	{neck, loins, 0.064, shirt},
	{int(vision.LeftHip), int(vision.RightHip), 0.060, trousers},
	{int(vision.LeftShoulder), int(vision.LeftElbow), 0.028, shirt},
	{int(vision.RightShoulder), int(vision.RightElbow), 0.028, shirt},
	{int(vision.LeftElbow), int(vision.LeftWrist), 0.022, shirt},
	{int(vision.RightElbow), int(vision.RightWrist), 0.022, shirt},
	{int(vision.LeftWrist), leftHand, 0.020, skin},
	{int(vision.RightWrist), rightHand, 0.020, skin},
	{int(vision.LeftHip), int(vision.LeftKnee), 0.044, trousers},
	{int(vision.RightHip), int(vision.RightKnee), 0.044, trousers},
	{int(vision.LeftKnee), int(vision.LeftAnkle), 0.030, trousers},
	{int(vision.RightKnee), int(vision.RightAnkle), 0.030, trousers},
	{int(vision.LeftAnkle), leftToe, 0.022, shoes},
	{int(vision.RightAnkle), rightToe, 0.022, shoes},
}

// top returns the height of the highest point of the flesh, in metres.
func (s *skeleton) top(statureM float64) (heightM float64) {
	for _, b := range bones {
		heightM = max(heightM, b.radius*statureM+max(s[b.a].Z, s[b.b].Z))
	}
	return heightM
}

// feet returns the floor point between both ankles.
func (s *skeleton) feet() floor.Point {
	l, r := s[vision.LeftAnkle], s[vision.RightAnkle]
	return floor.Point{X: (l.X + r.X) / 2, Y: (l.Y + r.Y) / 2}
}

// put turns a skeleton from its own coordinates into the room's.
func (s *skeleton) put(at floor.Point, headingRad float64) skeleton {
	sin, cos := math.Sincos(headingRad)
	var out skeleton
	for i, p := range s {
		out[i] = floor.Vec3{X: at.X + cos*p.X - sin*p.Y, Y: at.Y + sin*p.X + cos*p.Y, Z: p.Z}
	}
	return out
}

// mix returns the skeleton that is a share of the way from s to o. Bones are
// a little short half way; nobody measures a body while it sits down.
func (s *skeleton) mix(o *skeleton, share float64) (out skeleton) {
	for i := range s {
		out[i] = s[i].Scale(1 - share).Add(o[i].Scale(share))
	}
	return out
}

// bend returns the middle joint of two bones from a to b, bent towards pole:
// the knee of a hip and an ankle, the elbow of a shoulder and a wrist. Where
// a and b are too far apart the bones are stretched.
func bend(a, b, pole floor.Vec3, first, second float64) floor.Vec3 {
	line := b.Sub(a)
	d := line.Norm()
	if d < 1e-9 {
		return a.Add(pole.Unit().Scale(first))
	}
	line = line.Scale(1 / d)
	along := (d*d + first*first - second*second) / (2 * d)
	out := math.Sqrt(max(0, first*first-along*along))
	if d >= first+second {
		along = d * first / (first + second)
	}
	side := pole.Sub(line.Scale(pole.Dot(line)))
	if side.Norm() < 1e-9 {
		return a.Add(line.Scale(along))
	}
	return a.Add(line.Scale(along)).Add(side.Unit().Scale(out))
}
