package config

import (
	"os"
	"path/filepath"
	"runtime"

	"github.com/google/renameio/v2"
	"gopkg.in/yaml.v3"
)

// Settings is what the program remembers between two starts. Nothing of a
// client or a session is among it.
type Settings struct {
	Room     string `yaml:"room,omitempty"`     // path of the room file used last
	Language string `yaml:"language,omitempty"` // nl or en; empty: the system's
	Practice string `yaml:"practice,omitempty"` // name of the practice, for exports

	Rooms   []string `yaml:"rooms,omitempty"`    // paths of the room files used before, the last first
	Dark    bool     `yaml:"dark,omitempty"`     // light letters on a dark ground
	Letters int      `yaml:"letters,omitempty"`  // size of text, %; 0: 100
	TurnDeg float64  `yaml:"turn_deg,omitempty"` // how the floor lies on the map, clockwise
	Mirror  bool     `yaml:"mirror,omitempty"`   // left and right exchanged on the map

	// KeepYears is how many years the practice keeps a record; 0: not set.
	KeepYears float64 `yaml:"keep_years,omitempty"`
}

// SettingsFile returns where the settings are kept: in the system's folder for
// settings, $XDG_CONFIG_HOME/nabij on Linux.
func SettingsFile() (string, error) {
	dir, err := os.UserConfigDir()
	return filepath.Join(dir, "nabij", "settings.yaml"), err
}

// DataDir returns the folder for rooms and records: $XDG_DATA_HOME/nabij on
// Linux, the system's usual one elsewhere. It need not exist yet.
func DataDir() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "nabij"), nil
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		dir, err := os.UserConfigDir()
		return filepath.Join(dir, "nabij"), err
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share", "nabij"), err
}

// LoadSettings reads the settings from a file. A file that is not there, or
// that cannot be read as settings, gives none: they are a convenience, and no
// session waits for them.
func LoadSettings(path string) Settings {
	var s Settings
	data, err := os.ReadFile(path)
	if err != nil || yaml.Unmarshal(data, &s) != nil {
		return Settings{}
	}
	return s
}

// Save writes the settings in one step, making their folder if it is missing.
func (s Settings) Save(path string) error {
	data, err := yaml.Marshal(s)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o700)
	}
	if err == nil {
		err = renameio.WriteFile(path, data, 0o600)
	}
	if err != nil {
		return unsaved{path, err}
	}
	return nil
}
