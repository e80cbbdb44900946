"""Results of unittest as Meson reads them: the Test Anything Protocol."""

import sys
import unittest


class Tap(unittest.TestResult):
    """Tells the results as meson reads them."""

    def startTest(self, test):
        super().startTest(test)
        self.bad = False

    def addFailure(self, test, error):
        self.fail(test, error)

    def addError(self, test, error):
        self.fail(test, error)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.fail(subtest, error)

    def fail(self, test, error):
        super().addFailure(test, error)
        self.bad = True
        print("\n".join("# " + line for line in self.failures[-1][1].splitlines()), file=sys.stderr)

    def stopTest(self, test):
        super().stopTest(test)
        print(f"{'not ok' if self.bad else 'ok'} {self.testsRun} {test.id().split('.')[-1]}", flush=True)


def main(case):
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(case)
    print(f"1..{suite.countTestCases()}", flush=True)
    result = Tap()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
