"""What a developer in a hurry writes; each of it has to be found. Never run."""

import os
import pickle
import ssl
import subprocess

import httpx2
import jwt
import yaml
from fastapi.middleware.cors import CORSMiddleware
from sqlalchemy import text


def statements(name, connection, session):
    session.execute(text(f"SELECT * FROM users WHERE name = '{name}'"))  # sql-made-of-strings
    session.execute(text("SELECT * FROM users WHERE name = '" + name + "'"))  # sql-made-of-strings
    session.execute(text("SELECT * FROM users WHERE name = '%s'" % name))  # sql-made-of-strings
    session.execute(text("SELECT * FROM users WHERE name = '{}'".format(name)))  # sql-made-of-strings
    connection.exec_driver_sql(f"DROP TABLE {name}")  # sql-made-of-strings


def tokens(token, key):
    jwt.decode(token, options={"verify_signature": False})  # token-taken-unverified
    jwt.decode(token, key)  # token-taken-unverified
    jwt.decode(token, key, algorithms=["RS256", "none"])  # token-taken-unverified


def certificates():
    httpx2.AsyncClient(verify=False)  # certificate-not-checked
    ssl._create_unverified_context()  # certificate-not-checked


def logs(log, logger, token, request, settings):
    log.info("logged in", token=token)  # secret-in-log
    logger.warning("refused %s", token)  # secret-in-log
    log.error("refused", headers=request.headers)  # secret-in-log
    log.debug(request.headers)  # secret-in-log
    logger.info("key %s", settings.api_key)  # secret-in-log


def settings():
    os.environ["DEBUG"]  # settings-read-elsewhere
    os.environ.get("DEBUG")  # settings-read-elsewhere
    os.getenv("DEBUG")  # settings-read-elsewhere


def code(body):
    eval(body)  # code-made-of-text
    exec(body)  # code-made-of-text
    pickle.loads(body)  # code-made-of-text
    yaml.load(body)  # code-made-of-text
    subprocess.run(body, shell=True)  # code-made-of-text


def origins(app):
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)  # every-origin-with-credentials
