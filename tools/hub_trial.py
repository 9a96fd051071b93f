"""Does the recipe for a JupyterHub hold? Try it with a real hub, two students and an instructor.

    sudo python tools/hub_trial.py                                  about ten minutes, most of them for installing
    sudo python tools/hub_trial.py --keep /srv/hub-trial            keep what was installed there for the next time
    sudo python tools/hub_trial.py --python /usr/bin/python3        make the hub's environment with this Python

The commands are those of INSTRUCTORS.md, "On a JupyterHub", read from there and run as the users they are for: system
users that are made for the trial. The hub is jupyterhub from PyPI with configurable-http-proxy from npm, and listens on
this machine only. What is committed is tried. Needs Linux, root, git and npm; users, processes and folders are removed
at the end, however it ends.
"""

import argparse
import asyncio
import contextlib
import http.cookiejar
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

import nbformat
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

ROOT = Path(__file__).resolve().parent.parent
TEACHER, ANN, BOB = "sigmoid-teacher", "sigmoid-ann", "sigmoid-bob"
NAME = "01_definition"
NOTEBOOK = f"{NAME}/{NAME}_exercises.ipynb"
DIES = "from course_utils.checks import definition as checks\nchecks.sigmoid(lambda x: __import__('os')._exit(1))"
FILLS = "from course_utils.checks import definition as checks\nimport numpy as np\nchecks.sigmoid(lambda x: "
FILLS += "[np.ones(10**6) for _ in range(10**6)])"


def main(arguments):
    """Run the trial and return its exit code: 1 where a step did not come out as the page says."""
    options = parsed(arguments)
    if missing := what_is_missing(options.python):
        sys.exit(missing)
    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(60 * options.minutes)
    with contextlib.ExitStack() as stack:
        stack.callback(signal.alarm, 0)
        trial = Trial(stack, options)
        for step in (trial.install, trial.prepare, trial.start, trial.lesson, trial.exercises, trial.closed,
                     trial.grading, trial.feedback, trial.second_try, trial.memory, trial.limit):  # fmt: skip
            try:
                step()
            except (AssertionError, OSError, KeyError, subprocess.CalledProcessError) as error:
                trial.say(False, f"{step.__name__} ended early: {error} {getattr(error, 'stderr', None) or ''}")
                if step in (trial.install, trial.prepare, trial.start):  # nothing can follow
                    break
    print(f"{trial.right} came out as the page says, {trial.wrong} did not.")
    return int(trial.wrong > 0)


def parsed(arguments):
    """Return the options of the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--keep", type=Path, help="a folder for the hub's environment, kept for the next time")
    parser.add_argument("--python", default=sys.executable, help="a Python that every user of the machine may run")
    parser.add_argument("--minutes", type=int, default=45, help="the longest that the trial may take (45)")
    return parser.parse_args(arguments)


def what_is_missing(python):
    """Return a sentence about what the trial needs and this machine does not give, or None."""
    if not sys.platform.startswith("linux") or os.geteuid():
        return "The trial makes users of its own: it needs Linux, and root (sudo python tools/hub_trial.py)."
    tools = [name for name in ("git", "npm", "node", "useradd", "userdel") if not shutil.which(name)]
    if tools:
        return f"The trial needs {', '.join(tools)}, which cannot be found here."
    for name in (TEACHER, ANN, BOB):
        with contextlib.suppress(KeyError):
            return f"There is a user {pwd.getpwnam(name).pw_name} already. Remove it first: userdel --remove {name}"
    nobody = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
    try:
        subprocess.run([python, "-c", ""], cwd="/", capture_output=True, check=True, **nobody)
    except (OSError, subprocess.CalledProcessError):
        return f"Other users may not run {python}. Name another Python with --python, such as /usr/bin/python3."
    return None


def out_of_time(*_):
    """End the trial."""
    raise SystemExit("The time is up (--minutes). What was made is removed.")


def recipe():
    """Return the commands of the ten steps in INSTRUCTORS.md, {number: command}."""
    section = (ROOT / "INSTRUCTORS.md").read_text("utf-8").split("\n## On a JupyterHub\n")[1].split("\n## ")[0]
    steps = re.findall(r"^(\d+)\. .*?\n\s*```\n(.*?)\n\s*```", section, re.DOTALL | re.MULTILINE)
    return {int(number): re.sub(r"^\s+", "", command, flags=re.MULTILINE) for number, command in steps}


class Trial:
    """One trial: its hub, its users, and what came of it so far."""

    def __init__(self, stack, options):
        """Make the folder of the trial; `stack` removes it at the end, with all that is made later."""
        self.stack, self.options, self.recipe = stack, options, recipe()
        self.right = self.wrong = 0
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hub-trial-")))
        self.folder.chmod(0o755)
        self.keep = (options.keep or self.folder / "installed").resolve()
        self.hub, self.exchange = self.keep / "env", self.folder / "exchange"
        self.ports, self.token, self.password = free_ports(3), secrets.token_hex(16), secrets.token_hex(8)
        self.address = f"http://127.0.0.1:{self.ports[0]}"

    def say(self, as_expected, sentence):
        """Print what came of something, and count it."""
        self.right, self.wrong = self.right + bool(as_expected), self.wrong + (not as_expected)
        print("  ok  " if as_expected else "  NOT ", sentence, flush=True)

    # --- as a user, or over the net --------------------------------------------------------------------------------

    def run(self, user, command, check=True, **more):
        """Run a shell command in the home folder of a user (None: the administrator), and return what came of it."""
        home = self.folder / (user or "root")
        variables = {"HOME": home, "PATH": f"{self.hub}/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin", "LANG": "C.UTF-8"}
        variables |= {"HUB": self.hub, "EXCHANGE": self.exchange, "COURSE": self.folder / "course.git", **more}
        if user is None:
            variables = os.environ | variables | {"HOME": os.environ.get("HOME", "/root")}
        who = {"user": user, "group": user, "extra_groups": []} if user else {}
        variables = {name: str(value) for name, value in variables.items()}
        return subprocess.run(["bash", "-ec", command], cwd=home, env=variables, capture_output=True, text=True,
                              check=check, **who)  # fmt: skip

    def step(self, number, user):
        """Run a step of the recipe and print its commands and what they say at the end."""
        who = {None: "administrator", TEACHER: "instructor"}.get(user, "student")
        print(f"Step {number}, {who}\n    " + self.recipe[number].replace("\n", "\n    "), flush=True)
        done = self.run(user, self.recipe[number], check=False)
        said = (done.stdout + done.stderr).strip().splitlines()
        self.say(done.returncode == 0, " | ".join(said[-4:] if done.returncode == 0 else said[-12:]) or "done")
        return done.stdout

    def ask(self, path, data=None, method=None):
        """Send a request to the hub or to a user's server, and return the answer, JSON or text."""
        body = None if data is None else json.dumps(data).encode()
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, body, headers, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            text = answer.read().decode()
        with contextlib.suppress(ValueError):
            return json.loads(text)
        return text

    def server(self, user):
        """Start the server of a user, where it is not running, and wait for it."""
        with contextlib.suppress(urllib.error.HTTPError):  # it runs
            self.ask(f"/hub/api/users/{user}", {}, "POST")
        with contextlib.suppress(urllib.error.HTTPError):
            self.ask(f"/hub/api/users/{user}/server", {}, "POST")
        while not self.ask(f"/hub/api/users/{user}").get("servers", {}).get("", {}).get("ready"):
            time.sleep(1)

    def kernel(self, user, path):
        """Open a notebook on a user's server and return the address of its kernel."""
        wanted = {"path": path, "name": Path(path).name, "type": "notebook", "kernel": {"name": "python3"}}
        session = self.ask(f"/user/{user}/api/sessions", wanted)
        return f"/user/{user}/api/kernels/{session['kernel']['id']}"

    def execute(self, kernel, sources):
        """Run cells in a kernel, as JupyterLab does, and return the outputs of each."""
        address = self.address.replace("http", "ws") + f"{kernel}/channels"
        request = HTTPRequest(address, headers={"Authorization": f"token {self.token}"})
        return asyncio.run(executed(request, sources))

    def cells(self, user, path):
        """Return the sources of the code cells of a notebook on a user's server."""
        content = self.ask(f"/user/{user}/api/contents/{path}")["content"]
        return [cell["source"] for cell in content["cells"] if cell["cell_type"] == "code"]

    # --- the steps -------------------------------------------------------------------------------------------------

    def install(self):
        """Make the hub's environment, if it is not there, and a copy of the course's repository."""
        (self.folder / "root").mkdir()
        self.keep.mkdir(parents=True, exist_ok=True)
        if not (self.hub / "bin" / "jupyterhub").exists():
            self.run(None, f"{self.options.python} -m venv {self.hub} && $HUB/bin/pip install -q jupyterhub")
        if not (self.keep / "node_modules").exists():
            self.run(None, f"npm install --silent --prefix {self.keep} configurable-http-proxy")
        self.run(None, f"git -c safe.directory='*' clone -q --bare {ROOT} $COURSE && chmod -R go+rX $COURSE")
        self.step(1, None)
        versions = self.run(None, "$HUB/bin/pip list | grep -E '^(jupyterhub|jupyterlab|nbgrader|nbgitpuller) '").stdout
        files = self.run(None, "$HUB/bin/pip show -f sigmoid-course").stdout
        versions = ", ".join(" ".join(line.split()) for line in versions.splitlines())
        self.say("course_utils/" in files and "solutions" not in files, f"{versions}; no solutions are installed")

    def prepare(self):
        """Make the users and the exchange; the instructor gets ready."""
        for user in (TEACHER, ANN, BOB):
            home = self.folder / user
            self.run(None, f"useradd --create-home --home-dir {home} --shell /bin/bash {user}")
            self.stack.callback(remove, user)
            settings = f"[safe]\n\tdirectory = *\n[user]\n\tname = {user}\n\temail = {user}@example.org\n"
            (home / ".gitconfig").write_text(settings)  # the trial's repositories belong to others
            home.chmod(0o755)  # as many systems have it
        refused = self.run(TEACHER, "mkdir -p $EXCHANGE", check=False)
        self.say(refused.returncode != 0, "the instructor cannot make the exchange: that is the administrator's part")
        self.step(2, None)
        for number in (3, 4, 5):
            self.step(number, TEACHER)

    def start(self):
        """Start the hub and everybody's server."""
        public, api, proxy = (f"http://127.0.0.1:{port}" for port in self.ports)
        (self.folder / "hub.py").write_text(f"""
c.JupyterHub.bind_url, c.JupyterHub.hub_bind_url, c.ConfigurableHTTPProxy.api_url = {public!r}, {api!r}, {proxy!r}
c.ConfigurableHTTPProxy.command = [{str(self.keep / "node_modules/.bin/configurable-http-proxy")!r}]
c.JupyterHub.authenticator_class = "jupyterhub.auth.DummyAuthenticator"
c.DummyAuthenticator.password = {self.password!r}
c.Authenticator.allowed_users = {{{TEACHER!r}, {ANN!r}, {BOB!r}}}
c.Spawner.start_timeout = c.Spawner.http_timeout = 600
c.JupyterHub.services = [{{"name": "trial", "api_token": {self.token!r}}}]
c.JupyterHub.load_roles = [
    {{"name": "trial", "services": ["trial"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}]
""")
        log = self.stack.enter_context((self.folder / "hub.log").open("wb"))
        variables = os.environ | {"PATH": f"{self.hub}/bin:{os.environ['PATH']}"}
        command = [self.hub / "bin" / "jupyterhub", "--config", self.folder / "hub.py"]
        hub = subprocess.Popen(command, cwd=self.folder, env=variables, stdout=log, stderr=log, start_new_session=True)
        self.stack.callback(stop, hub)
        while True:
            assert hub.poll() is None, (self.folder / "hub.log").read_text()[-2000:]
            with contextlib.suppress(OSError):
                version = self.ask("/hub/api/")["version"]
                break
            time.sleep(1)
        for user in (TEACHER, ANN, BOB):
            self.server(user)
        self.say(True, f"jupyterhub {version} runs, with a server for the instructor and two students")

    def lesson(self):
        """Follow the link as a student, open lesson 01 and run it."""
        lessons = self.folder / TEACHER / "sigmoid-lessons"
        link = self.recipe[6].replace("https://HUB", self.address)
        link = link.replace("LESSONS", urllib.parse.quote(f"file://{lessons}", safe=""))
        print(f"Step 6, student\n    {link}", flush=True)
        page = self.as_in_a_browser(ANN, link)
        self.say("git-pull" in page, "the link passes the login and opens nbgitpuller's page")
        pulled = self.ask(f"/user/{ANN}/git-pull/api?{urllib.parse.urlsplit(link).query}")
        there = sorted(path.name for path in (self.folder / ANN / "sigmoid-lessons").glob("*"))
        self.say('"phase": "finished"' in pulled, f"nbgitpuller has fetched {', '.join(there)}")
        path = f"sigmoid-lessons/notebooks/{NAME}.ipynb"
        kernel = self.kernel(ANN, path)
        outputs = sum(self.execute(kernel, self.cells(ANN, path)), [])
        widgets = sum("application/vnd.jupyter.widget-view+json" in o.get("data", {}) for o in outputs)
        errors = [o["evalue"] for o in outputs if o.get("ename")]
        self.say(not errors and widgets, f"lesson 01 runs: {len(outputs)} outputs, {widgets} of them widgets; {errors}")
        shown, alive = self.execute(kernel, [DIES, "6 * 7"])
        self.say("brought down the Python" in str(shown) and "42" in str(alive),
                 "a check tries an answer that ends Python in a child process; the kernel lives")  # fmt: skip
        self.ask(kernel, method="DELETE")

    def as_in_a_browser(self, user, link):
        """Log in with a name and a password, follow a link, and return the page that comes."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))
        opener.open(f"{self.address}/hub/login").read()
        mark = next(cookie.value for cookie in jar if cookie.name == "_xsrf")
        form = {"username": user, "password": self.password, "_xsrf": mark}
        opener.open(f"{self.address}/hub/login", urllib.parse.urlencode(form).encode()).read()
        return opener.open(link).read().decode()

    def exercises(self):
        """Hand out; one student works with Assignment List, the other in a terminal."""
        self.step(7, TEACHER)
        courses = self.ask(f"/user/{ANN}/assignments?course_id=sigmoid")["value"]
        self.say([a["assignment_id"] for a in courses] == [NAME], "Assignment List shows what was handed out")
        self.ask(f"/user/{ANN}/assignments/fetch", {"course_id": "sigmoid", "assignment_id": NAME})
        points = self.work(ANN, answers())
        self.say(points == most(), f"{points:g} of {most():g} points are shown to a student who has all right")
        self.submit(ANN)
        print("Step 8, student\n    " + self.recipe[8].replace("\n", "\n    "), flush=True)
        fetch, submit = self.recipe[8].splitlines()
        self.run(BOB, fetch)
        points = self.work(BOB, dict([*answers().items()][:1]))
        self.say(0 < points < most(), f"{points:g} of {most():g} points are shown to one who solved the first only")
        self.run(BOB, submit)
        self.say(len(list((self.exchange / "sigmoid" / "inbound").glob("*"))) == 2, "two have submitted")

    def submit(self, user):
        """Submit with Assignment List."""
        answer = self.ask(f"/user/{user}/assignments/submit", {"course_id": "sigmoid", "assignment_id": NAME})
        assert answer["success"], answer

    def work(self, user, solved, path=NOTEBOOK):
        """Write answers into a fetched notebook, run it, save it, and return the points that its checks show."""
        address = f"/user/{user}/api/contents/{path}"
        notebook = self.ask(address)["content"]
        for cell in notebook["cells"]:
            cell["source"] = solved.get(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"])
        self.ask(address, {"type": "notebook", "content": notebook}, "PUT")
        kernel = self.kernel(user, path)
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        graded = [cell["metadata"].get("nbgrader", {}).get("grade") for cell in code]
        outputs = self.execute(kernel, [cell["source"] for cell in code])
        self.ask(kernel, method="DELETE")
        checks = [output for check, found in zip(graded, outputs) if check for output in found]
        texts = [output.get("data", {}).get("text/plain", "") for output in checks]
        return sum(float(text) for text in texts if re.fullmatch(r"[\d.]+", text))

    def closed(self):
        """Look, as a student, for what is not meant for students."""
        course = self.folder / TEACHER / "sigmoid"
        for name in ("solutions", "submitted", "gradebook.db"):
            seen = self.run(ANN, f"ls {course}/{name} || cat {course}/{name}", check=False)
            self.say(seen.returncode != 0 and "Permission denied" in seen.stderr, f"a student cannot read {name}")
        inbound = self.exchange / "sigmoid" / "inbound"
        seen = self.run(ANN, f"ls {inbound}", check=False)
        self.say(seen.returncode != 0, "a student cannot see what others have submitted")
        found = self.run(ANN, "grep -rl 'BEGIN SOLUTION' $HUB/lib/python*/site-packages/course_utils "
                              "$HOME/sigmoid-lessons || true").stdout  # fmt: skip
        history = self.run(ANN, "git -C ~/sigmoid-lessons log --oneline | wc -l").stdout.strip()
        self.say(not found and history == "1", "no solution is in the package or in the lessons' repository or history")

    def grading(self):
        """Collect and grade; Formgrader shows the same."""
        said = self.step(9, TEACHER)
        self.say(re.search(rf"{ANN} .*graded +{most():g} of", said), "all points for the student who has all right")
        formgrader = f"/user/{TEACHER}/formgrader"
        page = self.ask(f"{formgrader}/manage_assignments")
        self.say("sigmoid" in page, "Formgrader opens")
        assignments = self.ask(f"{formgrader}/api/assignments")
        self.say(NAME in [a["name"] for a in assignments], f"Formgrader finds {len(assignments)} assignments")
        scores = {s["student"]: s["score"] for s in self.ask(f"{formgrader}/api/submissions/{NAME}")}
        self.say(scores.get(ANN) == most(), f"Formgrader shows {scores}")
        one = self.ask(f"{formgrader}/api/submission/{NAME}/{BOB}/autograde", {}, "POST")
        self.say(one["success"], f"Formgrader's own Autograde works {'' if one['success'] else one['log'][-1500:]}")

    def feedback(self):
        """Send feedback; the students fetch it."""
        self.step(10, TEACHER)
        self.ask(f"/user/{ANN}/assignments/fetch_feedback", {"course_id": "sigmoid", "assignment_id": NAME})
        self.run(BOB, f"nbgrader fetch_feedback {NAME} --course sigmoid")
        for user in (ANN, BOB):
            pages = list((self.folder / user / NAME / "feedback").rglob("*.html"))
            self.say(len(pages) == 1, f"{user} has {len(pages)} page of feedback")

    def second_try(self):
        """Submit again, less than before."""
        path = self.folder / ANN / NOTEBOOK
        shutil.copy(self.folder / TEACHER / "sigmoid" / "exercises" / NOTEBOOK, path)
        shutil.chown(path, ANN, ANN)
        self.submit(ANN)
        said = self.step(9, TEACHER)
        line = next((line for line in said.splitlines() if line.startswith(ANN)), "no line")
        self.say(f"was {most():g}" in line, f"the table names the points that an emptier submission replaced: {line}")

    def memory(self):
        """Measure what a student takes who has a lesson and an exercise open."""
        path = "sigmoid-lessons/notebooks/05_vanishing_gradients.ipynb"
        first, second = self.kernel(ANN, path), self.kernel(ANN, NOTEBOOK)
        self.execute(first, self.cells(ANN, path))
        self.execute(second, self.cells(ANN, NOTEBOOK))
        taken = {"server": (0, 0), "kernel": (0, 0), "exercise": (0, 0)}
        names = {first.split("/")[-1]: "kernel", second.split("/")[-1]: "exercise"}
        for pid, command in processes(ANN):
            kind = next((kind for name, kind in names.items() if name in command), "server")
            sizes = dict(re.findall(r"^(\w+): +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE))
            own = int(sizes["Private_Clean"]) + int(sizes["Private_Dirty"])
            taken[kind] = (taken[kind][0] + int(sizes["Rss"]) / 1000, taken[kind][1] + own / 1000)
        total, own = (sum(sizes) for sizes in zip(*taken.values()))
        text = ", ".join(f"{kind} {most:.0f} ({own:.0f})" for kind, (most, own) in taken.items())
        self.say(all(most for most, _ in taken.values()), f"MB in memory (shared with nobody): {text}")
        self.say(total > 0, f"together {total:.0f} ({own:.0f}), lesson 05 and an exercise open; 8 GB hold "
                            f"{8000 // total:.0f} such students ({8000 // own:.0f})")  # fmt: skip
        self.ask(first, method="DELETE")
        self.ask(second, method="DELETE")

    def limit(self):
        """Have a check explain itself where a hub allows little memory."""
        kernel = self.kernel(BOB, NOTEBOOK)
        (pid,) = [o["data"]["text/plain"] for o in self.execute(kernel, ["import os; os.getpid()"])[0] if "data" in o]
        group = control_group(pid, 400_000_000)
        if group is None:
            print("  --   no control group can be made here: a check under a limit was not tried")
            return
        self.stack.callback(group.rmdir)
        shown, alive = self.execute(kernel, [FILLS, "6 * 7"])
        text = "with 400 MB left, a check of an answer that fills the memory says so; the kernel lives"
        self.say("MemoryError" in str(shown) and "42" in str(alive), text)
        self.ask(kernel, method="DELETE")


async def executed(request, sources):
    """Run cells over a kernel's channels and return the outputs of each, as they came."""
    channels, outputs = await websocket_connect(request, max_message_size=2**28), []
    for source in sources:
        name, found = uuid.uuid4().hex, []
        header = {"msg_id": name, "msg_type": "execute_request", "session": name, "username": "", "version": "5.3"}
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
        await channels.write_message(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "buffers": [],
                                                 "content": content, "channel": "shell"}))  # fmt: skip
        while True:
            message = await channels.read_message()
            assert message is not None, "the kernel's channels were closed"
            if isinstance(message, bytes):  # with arrays behind it: what widgets send each other
                continue
            message = json.loads(message)
            if message["parent_header"].get("msg_id") != name or message["channel"] != "iopub":
                continue
            if message["msg_type"] in ("display_data", "execute_result", "error", "stream"):
                found.append(message["content"])
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        outputs.append(found)
    channels.close()
    return outputs


def answers():
    """Return the worked answers to the exercises, {name: source}."""
    cells = nbformat.read(ROOT / "solutions" / NOTEBOOK, as_version=4).cells
    marks = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in cells]
    return {mark["grade_id"]: source for mark, source in marks if mark.get("solution")}


def most():
    """Return the points that there are."""
    cells = nbformat.read(ROOT / "solutions" / NOTEBOOK, as_version=4).cells
    return sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in cells)


def free_ports(count):
    """Return ports of this machine that nobody uses."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def processes(user):
    """Yield (number, command) of every process of a user."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == pwd.getpwnam(user).pw_uid:
                yield int(folder.name), (folder / "cmdline").read_text().replace("\0", " ")


def control_group(pid, most):
    """Return a new control group with a limit of memory that holds a process, or None where none can be made."""
    for mount, limit in (("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")):
        group = Path(mount, f"hub-trial-{pid}")
        with contextlib.suppress(OSError):
            group.mkdir()
            try:
                (group / limit).write_text(str(most))
                (group / "cgroup.procs").write_text(pid)
                return group
            except OSError:
                group.rmdir()
    return None


def stop(hub):
    """Let a hub end its servers and itself; what is left of it is killed."""
    hub.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        hub.wait(60)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(hub.pid, signal.SIGKILL)
    hub.wait()


def remove(user):
    """End what a user of the trial still runs, and remove the user."""
    for pid, _ in processes(user):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    subprocess.run(["userdel", "--remove", user], capture_output=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
