package controls

import (
	"slices"
	"time"

	"nabij/canvas/words"
	"nabij/vision/scene"
)

// quiet is the one line in which all is said that must be said. What comes and
// goes within moments does not flicker there: a sentence stays long enough to
// be read, and gives way at once only to one that matters more.
type quiet struct {
	kind  scene.NoticeKind
	line  string
	until time.Duration // At of the scene until which it stays
}

// readable is how long a sentence stays after it was last so.
const readable = 5 * time.Second

// urgency is the order in which notices matter: first what keeps the map from
// being true at all. What is not listed comes last.
var urgency = []scene.NoticeKind{
	scene.RecordPaused, scene.CameraGone, scene.CameraOther, scene.CameraMirrored, scene.CameraStrange, scene.CameraMoved, scene.CameraFollowed, scene.CameraStill, scene.CameraDark,
	scene.NameDoubt, scene.DiskNearlyFull, scene.LightChanged, scene.Slept, scene.RibbonsFailed, scene.RibbonsSought, scene.RibbonsLaid, scene.Hidden, scene.FeetHidden,
}

func rank(k scene.NoticeKind) int {
	if i := slices.Index(urgency, k); i >= 0 {
		return i
	}
	return len(urgency)
}

// hear takes what a scene has to say and returns the line.
func (q *quiet) hear(say *words.Speaker, s scene.Scene) string {
	over := q.line == "" || s.At >= q.until || s.At+2*readable < q.until // time went back
	if len(s.Notices) > 0 {
		first := slices.MinFunc(s.Notices, func(a, b scene.Notice) int { return rank(a.Kind) - rank(b.Kind) })
		if over || rank(first.Kind) <= rank(q.kind) {
			*q = quiet{first.Kind, say.Notice(first), s.At + readable}
			return q.line
		}
	}
	if over {
		*q = quiet{}
	}
	return q.line
}
