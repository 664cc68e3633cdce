using NUnit.Framework.Interfaces;

[assembly: ChatSdk.Tests.FailFast]

namespace ChatSdk.Tests;

/// <summary>
/// If <c>CHATSDK_MUTATION</c> is set, fails every test that starts after the first failure, because mutation testing needs to know
/// only whether any test fails.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class FailFastAttribute : Attribute, ITestAction
{
    private static readonly bool _isOn = Environment.GetEnvironmentVariable("CHATSDK_MUTATION") is not null;
    private static volatile bool _hasFailed;

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
        if (_hasFailed)
        {
            throw new InvalidOperationException("Another test has failed.");
        }
    }

    public void AfterTest(ITest test) =>
        _hasFailed |= _isOn && TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed;
}
