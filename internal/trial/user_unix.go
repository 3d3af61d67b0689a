//go:build unix

package trial

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// apart makes the command leader of a session of its own, so that signals
// from the terminal do not reach it.
func apart(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid = true
}

// asUser makes the command run as somebody who is not root and gives that
// person the folder. For everybody but root it does nothing: PostgreSQL
// refuses root only.
func asUser(cmd *exec.Cmd, folder string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	person, err := unprivileged()
	if err != nil {
		return err
	}
	uid, err := strconv.ParseUint(person.Uid, 10, 32)
	if err != nil {
		return fmt.Errorf("user %s: %w", person.Username, err)
	}
	gid, err := strconv.ParseUint(person.Gid, 10, 32)
	if err != nil {
		return fmt.Errorf("user %s: %w", person.Username, err)
	}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	cmd.Dir = folder
	return os.Chown(folder, int(uid), int(gid))
}

// unprivileged is the user postgres of Debian's package, or else nobody.
func unprivileged() (*user.User, error) {
	if person, err := user.Lookup("postgres"); err == nil {
		return person, nil
	}
	return user.Lookup("nobody")
}
