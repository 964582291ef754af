package main

import (
	"cmp"
	"math"

	"nabij/canvas/controls"
	"nabij/canvas/words"
	"nabij/config"
)

// settings are those that were kept; none where they cannot be read.
func settings() config.Settings {
	file, err := config.SettingsFile()
	if err != nil {
		return config.Settings{}
	}
	return config.LoadSettings(file)
}

// language is the one that was asked for, else the one that was chosen once,
// else the system's.
func (c *call) language() words.Lang {
	return words.Choose(cmp.Or(*c.lang, settings().Language))
}

// look is how windows look at first: as they did at the end of the last one.
func (c *call) look() controls.Look {
	s := settings()
	return controls.Look{
		Lang: c.language(), Dark: s.Dark, Scale: float64(cmp.Or(s.Letters, 100)) / 100,
		Turn: s.TurnDeg * math.Pi / 180, Mirror: s.Mirror,
	}
}

// wear remembers a look for the next start. The language is remembered where
// it was chosen in the window. It is a convenience, as the last room is.
func (c *call) wear(l controls.Look) {
	file, err := config.SettingsFile()
	if err != nil {
		return
	}
	s, before := config.LoadSettings(file), c.look()
	if l.Lang != before.Lang {
		s.Language, *c.lang = string(l.Lang), string(l.Lang)
	}
	s.Dark, s.Letters, s.Mirror = l.Dark, int(math.Round(100*l.Scale)), l.Mirror
	if s.Letters == 100 {
		s.Letters = 0
	}
	s.TurnDeg = math.Round(l.Turn*180/math.Pi*10) / 10
	s.Save(file) //nolint:errcheck // see above
}
