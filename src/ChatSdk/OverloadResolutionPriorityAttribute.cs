#if !NET9_0_OR_GREATER
namespace System.Runtime.CompilerServices;

/// <summary>Ranks overloads for the compiler, which recognizes the attribute by its name. .NET has included it since version 9.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
internal sealed class OverloadResolutionPriorityAttribute(int priority) : Attribute
{
    /// <summary>Gets the rank. Members without the attribute have the rank 0.</summary>
    public int Priority { get; } = priority;
}
#endif
