package scene

import (
	"time"

	"nabij/vision/floor"
)

// Voice is who marks a moment.
type Voice string

// The voices.
const (
	Client    Voice = "client"
	Therapist Voice = "therapist"
)

// MomentKind is what sort of moment it is.
type MomentKind string

// The kinds of moment.
const (
	Mark MomentKind = "mark" // a moment, with a word if wished
	D1   MomentKind = "d1"   // stop-distance: uncomfortable
	D2   MomentKind = "d2"   // stop-distance: very uncomfortable
	Note MomentKind = "note" // written afterwards

	// The word that Person has for the boundary that her stops make.
	Bubble MomentKind = "bubble"
)

// Moment is an instant that one of the voices marked. The distance, its
// variance and the direction belong to stop-distance marks and are NaN
// elsewhere.
type Moment struct {
	// ID tells the moments of one record apart; 0 until it is kept.
	ID    int64
	At    time.Duration // as in [Scene]
	Clock time.Time
	Voice Voice
	Kind  MomentKind
	Word  string // the person's own word; may be empty
	// Person stands still and says stop, Other comes nearer.
	Person, Other string
	DistanceM     float64 // centre to centre (mid-hip)
	VarM2         float64
	DirectionDeg  float64 // from Person to Other, counted from the floor's x towards y
	// Cov is the covariance of the vector from Person to Other, m²; zero where
	// unknown. VarM2 is its part along that vector.
	Cov floor.Cov
}
