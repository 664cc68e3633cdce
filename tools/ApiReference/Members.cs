using System.Reflection;
using System.Runtime.CompilerServices;

namespace ApiReference;

/// <summary>Determines which members of a type belong in the reference.</summary>
internal static class Members
{
    public const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static bool IsVisible(MemberInfo member) => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member switch
    {
        MethodInfo { IsSpecialName: true } method => method.Name.StartsWith("op_", StringComparison.Ordinal) && method.IsPublic,
        MethodBase method => IsOpen(method),
        PropertyInfo { GetMethod: { } get } => IsOpen(get),
        FieldInfo field => field.IsPublic && !field.IsSpecialName,
        EventInfo eventInfo => IsOpen(eventInfo.AddMethod!),
        _ => false,
    };

    /// <summary>Determines whether a member overrides a member of a base type, or implements a member of an interface.</summary>
    public static bool IsInherited(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetBaseDefinition() != method || Implements(method),
        PropertyInfo property => property.GetMethod is { } get && (get.GetBaseDefinition() != get || Implements(get)),
        _ => false,
    };

    private static bool IsOpen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool Implements(MethodInfo method)
    {
        var type = method.DeclaringType!;
        return !method.IsStatic && !type.IsInterface
            && type.GetInterfaces().Any(interfaceType => type.GetInterfaceMap(interfaceType).TargetMethods.Contains(method));
    }
}
