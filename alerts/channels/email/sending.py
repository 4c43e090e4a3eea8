"""One conversation with the mail server, and what its end means.

The moment that matters is the dot that ends the data: before it nothing was accepted, after it the message may have
been, even if the answer never came.
"""

import smtplib
import ssl

from alerts.channels.contract import Message, Outcome, Sent
from alerts.channels.email.config import EmailConfig, Security


def send(config: EmailConfig, message: Message, recipient: str) -> Sent:
    """Hand the message over. Never raises for a fault of the network or the server."""
    try:
        server = _connected(config)
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except smtplib.SMTPNotSupportedError:
        return Sent(Outcome.FAILED, "the mail server does not offer the STARTTLS or log-in that is required")
    except ssl.SSLError as error:
        return Sent(Outcome.FAILED, f"no trusted TLS with the mail server: {error.reason or 'handshake failed'}")
    except (OSError, smtplib.SMTPException) as error:
        return Sent(Outcome.RETRY, f"the mail server {config.host}:{config.port} cannot be reached: {_first(error)}")
    try:
        return _converse(server, config, message, recipient)
    finally:
        _part_from(server)


def _connected(config: EmailConfig) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if config.security is Security.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            config.host, config.port, timeout=config.timeout_seconds, context=context
        )
    else:
        server = smtplib.SMTP(config.host, config.port, timeout=config.timeout_seconds)
    try:
        if config.security is Security.STARTTLS:
            server.starttls(context=context)
        if config.username and config.password:
            server.login(config.username, config.password.get_secret_value())
    except BaseException:
        server.close()
        raise
    return server


def _part_from(server: smtplib.SMTP) -> None:
    """Say goodbye if it can be said; a goodbye that fails changes nothing of what was sent."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _converse(server: smtplib.SMTP, config: EmailConfig, message: Message, recipient: str) -> Sent:
    try:
        server.ehlo_or_helo_if_needed()
        code, text = server.mail(config.sender)
        if code == 250:
            code, text = server.rcpt(recipient)
        if code not in (250, 251):
            return _answered(code, text)
        code, text = server.docmd("DATA")
        if code != 354:
            return _answered(code, text)
    except (OSError, smtplib.SMTPException) as error:
        return Sent(Outcome.RETRY, f"the conversation broke off: {_first(error)}")
    return _transmit(server, message)


def _transmit(server: smtplib.SMTP, message: Message) -> Sent:
    # RFC 5321, 4.5.2: a line that begins with a dot gets another one.
    stuffed = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in message.payload.split(b"\r\n"))
    try:
        server.send(stuffed.removesuffix(b"\r\n") + b"\r\n")
    except (OSError, smtplib.SMTPException) as error:
        return Sent(Outcome.RETRY, f"the connection broke before the message was whole: {_first(error)}")
    try:
        server.send(b".\r\n")
        code, text = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Sent(Outcome.UNKNOWN, f"the whole message was sent and no answer came: {_first(error)}")
    return Sent(Outcome.SENT) if code == 250 else _answered(code, text)


def _answered(code: int, text: bytes | str) -> Sent:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    detail = f"{code} {' '.join(words.split())}"[:300]
    # RFC 5321, 4.2.1: 4yz may be tried again, 5yz not.
    return Sent(Outcome.FAILED if 500 <= code < 600 else Outcome.RETRY, detail)


def _first(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]
