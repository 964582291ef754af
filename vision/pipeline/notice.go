package pipeline

import (
	"slices"

	"nabij/vision"
	"nabij/vision/scene"
)

// feetHiddenBelow is the share of the feet below which they count as hidden.
const feetHiddenBelow = 0.25

// notices lists what the quiet line should say: of the room first, then of the
// people in it.
func notices(ofRoom []scene.Notice, people []scene.Person) []scene.Notice {
	var hidden, feet, doubt []string
	for _, p := range people {
		switch {
		case !p.Seen:
			hidden = append(hidden, p.Name)
		case p.FeetSeen < feetHiddenBelow:
			feet = append(feet, p.Name)
		}
		if p.Doubt {
			doubt = append(doubt, p.Name)
		}
	}
	out := slices.Clone(ofRoom)
	for _, n := range []scene.Notice{
		{Kind: scene.Hidden, People: hidden},
		{Kind: scene.FeetHidden, People: feet},
		{Kind: scene.NameDoubt, People: doubt},
	} {
		if len(n.People) > 0 {
			out = append(out, n)
		}
	}
	return out
}

// troubles are the notices of what is the matter with the camera.
var troubles = map[vision.Trouble]scene.NoticeKind{
	vision.CameraGone: scene.CameraGone, vision.CameraStill: scene.CameraStill, vision.CameraDark: scene.CameraDark,
	vision.CameraTorn: scene.CameraTorn, vision.CameraResized: scene.CameraResized, vision.CameraOther: scene.CameraOther,
	vision.CameraSlow: scene.CameraSlow, vision.Slept: scene.Slept, vision.ClockSet: scene.ClockSet,
	vision.CameraMirrored: scene.CameraMirrored, vision.CameraStrange: scene.CameraStrange,
}

// ofRoom lists what the eye noticed of the room.
func ofRoom(sight vision.Sight) (out []scene.Notice) {
	if kind, ok := troubles[sight.Trouble]; ok {
		out = append(out, scene.Notice{Kind: kind})
	}
	if sight.CameraMoved {
		out = append(out, scene.Notice{Kind: scene.CameraMoved})
	}
	if sight.CameraFollowed {
		out = append(out, scene.Notice{Kind: scene.CameraFollowed})
	}
	if sight.RibbonsSought {
		out = append(out, scene.Notice{Kind: scene.RibbonsSought})
	}
	if sight.RibbonsLaid {
		out = append(out, scene.Notice{Kind: scene.RibbonsLaid})
	}
	if sight.RibbonsFailed {
		out = append(out, scene.Notice{Kind: scene.RibbonsFailed})
	}
	if sight.LightChanged {
		out = append(out, scene.Notice{Kind: scene.LightChanged})
	}
	return out
}
