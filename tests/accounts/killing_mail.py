"""A mail backend that kills its worker once, in the middle of sending. Only tests name it."""

import os
import signal
from pathlib import Path

from django.core.mail.backends.smtp import EmailBackend


class KillingBackend(EmailBackend):
    """Sends by SMTP; while the file in KILL_ONCE exists, its third message kills the whole worker.

    KILL_MOMENT says whether that is before the message is given to the server, or after.
    """

    sent = 0

    def _send(self, email_message):
        moment = self._moment()
        if moment == "before":
            self._kill()
        done = super()._send(email_message)
        if moment == "after":
            self._kill()
        return done

    def _moment(self) -> str:
        KillingBackend.sent += 1
        if KillingBackend.sent != 3 or not Path(os.environ["KILL_ONCE"]).exists():
            return ""
        return os.environ["KILL_MOMENT"]

    def _kill(self):
        Path(os.environ["KILL_ONCE"]).unlink()
        os.killpg(os.getpgid(0), signal.SIGKILL)
