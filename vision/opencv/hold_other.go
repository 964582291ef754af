//go:build !linux

package opencv

import "nabij/vision/camera"

// Modes says nothing on this system.
func Modes(camera.Info) []camera.Mode { return nil }

// grip cannot hold a camera's settings on this system.
type grip struct{ said []camera.Held }

func newGrip(camera.Info) *grip {
	return &grip{said: []camera.Held{
		{Setting: camera.Exposure, Hold: camera.Unknown},
		{Setting: camera.Focus, Hold: camera.Unknown},
		{Setting: camera.WhiteBalance, Hold: camera.Unknown},
	}}
}

func (g *grip) see(float64) {}
func (g *grip) let() error  { return nil }
